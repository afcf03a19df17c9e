import Foundation
import Testing

/// Bad input: one sentence that names the place, exit 2, nothing written.
@Suite struct RefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let config: String
    let data: String
    let says: [String]
  }

  static func config(_ change: String = "") -> String {
    """
    local hc = require "hetcomp"
    local e = {
      name = "refused", data = { "mine", min_user = 1 }, teachers = {},
      student = { "mf", dim = 4 }, distill = { objective = "bpr" }, train = { epochs = 2 },
      baselines = {},
    }
    \(change)
    return hc.experiment(e)
    """
  }

  static let good =
    (0..<12).map { u in "6 " + (0..<6).map { "\((u + $0 * 3) % 20)" }.joined(separator: " ") }
    .joined(separator: "\n") + "\n"

  static let cases: [Case] = [
    Case(
      testDescription: "not a number", config: config(),
      data: good + "2 1 x7\n", says: ["users.dat", "13", "x7"]),
    Case(
      testDescription: "negative id", config: config(),
      data: good + "2 1 -7\n", says: ["users.dat", "13", "-7"]),
    Case(
      testDescription: "huge id", config: config(),
      data: good + "1 99999999999\n", says: ["users.dat", "13", "99999999999"]),
    Case(
      testDescription: "wrong count", config: config(),
      data: good + "3 1 2\n", says: ["users.dat", "13"]),
    Case(
      testDescription: "unknown key", config: config("e.train.epoch = 3"),
      data: good, says: ["train.epoch", "epochs"]),
    Case(
      testDescription: "wrong type", config: config("e.train.epochs = 'many'"),
      data: good, says: ["train.epochs", "many"]),
    Case(
      testDescription: "syntax error", config: "local hc = = 2\n",
      data: good, says: ["refused.lua:1"]),
    Case(
      testDescription: "load error",
      config: "local hc = require 'hetcomp'\nreturn hc.nonsense {}\n",
      data: good, says: ["refused.lua:2", "nonsense"]),
    Case(
      testDescription: "unknown curriculum",
      config: config("e.distill = { curriculum = 'hetcompp' }; e.teachers = { 'mf' }"),
      data: good, says: ["hetcompp", "hetcomp"]),
    Case(
      testDescription: "lists longer than the catalogue",
      config: config("e.distill.top = 9223372036854775807"),
      data: good, says: ["distill.top = 9223372036854775807", "20 items"]),
    Case(
      testDescription: "no teachers", config: config("e.distill.objective = 'hetcomp'"),
      data: good, says: ["teachers"]),
  ]

  @Test(arguments: cases)
  func saysWhatIsWrongAndWritesNothing(_ test: Case) throws {
    let tool = try Tool()
    try FileManager.default.removeItem(at: tool.root.appending(path: "Data"))
    try tool.write(test.data, to: "Data/mine/users.dat")
    try tool.write(
      """
      return require "hetcomp".dataset {
        name = "mine", title = "Mine", licence = "none", files = { { name = "users.dat" } },
        reader = "users.dat",
      }
      """, to: "Data/mine.lua")
    try tool.write(test.config, to: "refused.lua")
    let outcome = try tool.run("run", "refused.lua")
    #expect(outcome.status == 2, "\(outcome.errors)")
    for word in test.says { #expect(outcome.errors.contains(word), "\(word): \(outcome.errors)") }
    #expect(!FileManager.default.fileExists(atPath: tool.root.appending(path: "runs").path))
    #expect(!outcome.errors.contains("Fatal"))
  }

  @Test(arguments: [
    ("test --hook-limit nan", "--hook-limit takes a number"),
    ("test --hook-limit inf", "--hook-limit takes a number"),
    ("compare r.json --picture p.svg --level inf=x", "--level takes value=label"),
    (
      "sweep configs/quickstart.lua seed=-9223372036854775808..9223372036854775807",
      "a range goes from its smaller end"
    ),
  ])
  func aNumberWithoutMeasureIsRefused(_ line: String, _ says: String) throws {
    let outcome = try Tool().start(line.split(separator: " ").map(String.init)).wait()
    #expect(outcome.status == 2 && outcome.errors.contains(says), "\(outcome.errors)")
  }

  @Test func aMissingConfigOrDatasetIsNamed() throws {
    let tool = try Tool()
    let config = try tool.run("run", "configs/quickstrat.lua")
    #expect(config.status == 2)
    #expect(config.errors.contains("quickstrat.lua"))
    try tool.write(
      Self.config().replacing("\"mine\"", with: "\"citeulik\""), to: "typo.lua")
    let dataset = try tool.run("run", "typo.lua")
    #expect(dataset.status == 2)
    #expect(dataset.errors.contains("citeulike"), "\(dataset.errors)")
  }

  @Test func oddButHarmlessDataIsCountedAndSaid() throws {
    let tool = try Tool()
    try FileManager.default.removeItem(at: tool.root.appending(path: "Data"))
    try tool.write(Self.good + "0\n3 1 1 2\n", to: "Data/mine/users.dat")
    try tool.write(
      """
      return require "hetcomp".dataset {
        name = "mine", title = "Mine", licence = "none", files = { { name = "users.dat" } },
        reader = "users.dat",
      }
      """, to: "Data/mine.lua")
    try tool.write(Self.config(), to: "odd.lua")
    let outcome = try tool.run("run", "odd.lua")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("1 repeated pair"), "\(outcome.errors)")
    #expect(outcome.errors.contains("without items"), "\(outcome.errors)")
  }
}
