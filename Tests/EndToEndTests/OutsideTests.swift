import Foundation
import Testing

/// Runs read again, teachers brought from outside, and data, from the command line.
@Suite struct OutsideTests {
  @Test func aFinishedRunIsMeasuredAskedAndExported() throws {
    let tool = try Tool()
    let made = try tool.run(
      "run", "configs/quickstart.lua", "distill.objective=bpr", "train.epochs=20", "--threads", "1")
    #expect(made.status == 0, "\(made.errors)")
    let run = try #require(tool.runs().first)
    let again = try tool.run("evaluate", run.path, "--json")
    #expect(again.status == 0, "\(again.errors)")
    let before = try recall(tool.bytes("result.json", of: run))
    #expect(try recall(Data(again.output.utf8)) == before)

    let list = try tool.run("recommend", run.path, "--user", "7", "-k", "5")
    #expect(list.output.hasPrefix("item\tscore\n"))
    let lines = list.output.split(separator: "\n").dropFirst().map { $0.split(separator: "\t") }
    #expect(lines.count == 5 && lines.allSatisfy { $0.count == 2 })
    let scores = lines.compactMap { Float($0[1]) }
    #expect(scores.count == 5 && scores == scores.sorted(by: >))
    let nobody = try tool.run("recommend", run.path, "--user", "nobody")
    #expect(nobody.status == 2 && nobody.errors.contains("no user nobody"))

    for format in ["safetensors", "npz", "tsv"] {
      let outcome = try tool.run("export", run.path, "--format", format)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let files = outcome.output.split(separator: "\n")
      #expect(!files.isEmpty)
      for file in files {
        #expect(FileManager.default.fileExists(atPath: String(file)))
      }
    }
  }

  private func recall(_ json: Data) throws -> Double {
    let result = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let models = try #require(result["models"] as? [String: [String: Any]])
    let test = try #require(models["student"]?["test"] as? [String: Double])
    return try #require(test["recall@50"])
  }

  @Test func aTrajectoryGoesOutAndComesBack() throws {
    let tool = try Tool()
    let taught = try tool.run(
      "teach", "configs/quickstart.lua", "teachers={ { 'mf', epochs = 8, every = 2 }, stages = 2 }",
      "--threads", "1")
    #expect(taught.status == 0, "\(taught.errors)")
    let path = try #require(taught.output.split(separator: "\n").first.map(String.init))
    let config = ["--config", "configs/quickstart.lua"]

    let shown = try tool.run("trajectory", "show", path, "--picture", "overlap.svg")
    #expect(shown.status == 0 && shown.output.contains("overlap@50 with last"), "\(shown.errors)")
    #expect(FileManager.default.fileExists(atPath: tool.root.appending(path: "overlap.svg").path))
    #expect(try tool.start(["trajectory", "verify", path] + config).wait().status == 0)

    let out = try tool.run("trajectory", "export", path, "--format", "npz", "--to", "mine.npz")
    #expect(out.status == 0, "\(out.errors)")
    let back = try tool.start(["trajectory", "import", "mine.npz"] + config).wait()
    #expect(back.status == 0, "\(back.errors)")
    let mine = try #require(back.output.split(separator: "\n").first.map(String.init))
    let both = try tool.run("trajectory", "show", path, mine)
    #expect(both.output.contains("1.0000"))
    let run = try tool.run(
      "run", "configs/quickstart.lua", "teachers={ { 'outside', file = 'mine.safetensors' } }",
      "train.epochs=4", "baselines={}", "--threads", "1")
    #expect(run.status == 0, "\(run.errors)")
    let deeper = try tool.run(
      "run", "configs/quickstart.lua", "teachers={ { 'outside', file = 'mine.safetensors' } }",
      "distill.top=200")
    #expect(deeper.status == 2 && deeper.errors.contains("100 items, but 200 are asked for"))

    let other = try tool.run("trajectory", "verify", path, "--config", "configs/other.lua")
    #expect(other.status == 2)
    try tool.write(
      "local c = require \"quickstart\"\nc.data.seed = 5\nreturn c\n", to: "other.lua")
    let strange = try tool.run(
      "trajectory", "verify", mine, "--config", "other.lua", "--plugins", "configs")
    #expect(strange.status == 2, "\(strange.errors)")
    #expect(strange.errors.contains("belongs to another split"))
  }

  @Test func datasetsAreListedAndSplit() throws {
    let tool = try Tool()
    let list = try tool.run("data", "list")
    #expect(list.status == 0 && list.output.contains("citeulike-loo"), "\(list.errors)")
    let unknown = try tool.run("data", "show", "citeulik")
    #expect(unknown.status == 2 && unknown.errors.contains("citeulike"))
  }
}
