import Foundation
import Testing

/// Plugins of one's own: named by file or by name, checked before a run, mended after one failed.
@Suite struct OwnPluginTests {
  private static func plugin(_ body: String) -> String {
    """
    local hc = require "hetcomp"
    return hc.curriculum {
      api = 1, name = "falling", params = { every = { 5, min = 1 } },
      on_tick = function(self, run)
        \(body)
      end,
    }
    """
  }

  private func run(_ tool: Tool, _ name: String, _ more: String...) throws -> Tool.Outcome {
    let arguments = [
      "run", "configs/quickstart.lua", "distill.curriculum=\(name)", "evaluate.every=5",
      "train.epochs=10", "baselines={}", "--threads", "1", "--quiet",
    ]
    return try tool.start(arguments + more).wait()
  }

  @Test func aPluginThatFailedIsMendedAndGoesOn() throws {
    let tool = try Tool()
    try tool.write(Self.plugin("error('too soon')"), to: "mine/falling.lua")
    let failed = try run(tool, "mine/falling.lua")
    #expect(failed.status == 3, "\(failed.errors)")
    let folder = try #require(tool.runs().first)
    let advice = "./hetcomp run --resume \(folder.path) --take-plugins"
    #expect(failed.errors.contains(advice), "\(failed.errors)")

    try tool.write(Self.plugin("run:log('mended')"), to: "mine/falling.lua")
    let copies = try tool.run("run", "--resume", folder.path, "--quiet", "--threads", "1")
    #expect(copies.status == 3, "the copies were left: \(copies.errors)")
    let other = Self.plugin("run:log('mended')").replacing("{ 5,", with: "{ 6,")
    try tool.write(other, to: "mine/falling.lua")
    let refused = try tool.run("run", "--resume", folder.path, "--take-plugins", "--quiet")
    #expect(
      refused.status == 2
        && refused.errors.contains("distill.curriculum.every = 5, which is now 6"),
      "\(refused.errors)")

    try tool.write(Self.plugin("run:log('mended')"), to: "mine/falling.lua")
    let mended = try tool.run(
      "run", "--resume", folder.path, "--take-plugins", "--quiet", "--threads", "1")
    #expect(mended.status == 0, "\(mended.errors)")
    let log = String(decoding: try tool.bytes("log.txt", of: folder), as: UTF8.self)
    #expect(log.contains("the run goes on with the present curricula/falling.lua"), "\(log)")
    #expect(log.contains("mended"))
    let copy = try tool.bytes("config/curricula/falling.lua", of: folder)
    #expect(String(decoding: copy, as: UTF8.self) == Self.plugin("run:log('mended')"))
  }

  @Test func certainMistakesAreRefusedBeforeTheRun() throws {
    let tool = try Tool()
    try tool.write(Self.plugin("run.stages:advanse(run.stages:open())"), to: "falling.lua")
    let misspelt = try run(tool, "falling")
    #expect(misspelt.status == 2, "\(misspelt.errors)")
    #expect(
      misspelt.errors.contains(
        "falling.lua:5: stages has no 'advanse'; did you mean \"advance\"?"), "\(misspelt.errors)")
    try tool.write(Self.plugin("count = 1"), to: "falling.lua")
    let forgotten = try run(tool, "falling.lua")
    #expect(forgotten.status == 2 && forgotten.errors.contains("write 'local count'"))
    #expect(tool.runs().isEmpty)
  }

  @Test func aSweepChecksEverythingBeforeItsFirstRun() throws {
    let tool = try Tool()
    try tool.write(Self.plugin("return nil"), to: "sound.lua")
    try tool.write(Self.plugin("require('parts').grow(run)"), to: "hasty.lua")
    try tool.write("return { grow = function(run) grown = run end }", to: "parts.lua")
    let sweep = [
      "sweep", "configs/quickstart.lua", "distill.curriculum=sound.lua,hasty.lua",
      "evaluate.every=5", "train.epochs=6", "baselines={}", "--threads", "1", "--quiet",
      "teachers={ { \"mf\", dim = 8, epochs = 4, every = 2 }, stages = 2 }",
    ]
    let refused = try tool.start(sweep).wait()
    #expect(refused.status == 2, "\(refused.errors)")
    #expect(refused.errors.contains("parts.lua:1: assignment to global 'grown'"))
    #expect(tool.runs().isEmpty)
    let run = try run(tool, "hasty.lua")
    #expect(run.status == 2 && run.errors.contains("parts.lua:1: assignment to global 'grown'"))

    try tool.write("return { grow = function(run) return run end }", to: "parts.lua")
    let mended = try tool.start(
      sweep + ["distill.consensus={ \"rank\", temperature={ \"linear\", from=5, to=9 } },rank"]
    )
    .wait()
    #expect(mended.status == 0, "\(mended.errors)")
    #expect(tool.runs().count == 4)
    #expect(mended.output.contains("temperature={ \"linear\", from=5, to=9 }"), "\(mended.output)")
  }

  @Test func anUnknownNameSaysWhereItWasLookedFor() throws {
    let tool = try Tool()
    try tool.write(Self.plugin("return nil"), to: "mine/falling.lua")
    let outcome = try run(tool, "falling")
    #expect(outcome.status == 2)
    for words in [
      "looked in configs, plugins, the current folder", "for others give --plugins DIR",
    ] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    for words in [["show", "falling"], ["show", "curriculum", "falling"], ["list"]] {
      let shown = try tool.start(["plugins"] + words + ["--plugins", "mine"]).wait()
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(shown.output.contains("mine/falling.lua"), "\(shown.output)")
    }
    let shown = try tool.run("plugins", "show", "mine/falling.lua")
    #expect(shown.output.hasPrefix("curriculum \"falling\""), "\(shown.errors)")
  }
}
