import Foundation
import Testing

/// What a stranger types first.
@Suite struct MainJobTests {
  @Test func quickstartLeavesACompleteRunFolder() throws {
    let tool = try Tool()
    let outcome = try tool.run("run", "configs/quickstart.lua")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let run = try #require(tool.runs().first)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.path)
    for name in [
      "config", "config.json", "metrics.jsonl", "timings.jsonl", "result.json",
      "student.safetensors", "report.html", "checkpoint", "log.txt",
    ] { #expect(names.contains(name), "\(name) is missing from \(names)") }

    let result = try #require(
      try JSONSerialization.jsonObject(with: tool.bytes("result.json", of: run)) as? [String: Any])
    let models = try #require(result["models"] as? [String: [String: Any]])
    func recall(_ model: String) throws -> Double {
      let test = try #require(models[model]?["test"] as? [String: Double])
      return try #require(test["recall@50"])
    }
    #expect(try recall("student") > recall("none"))
    #expect(try recall("ensemble") > 0)
    #expect(result["schema"] as? Int == 1)
    for word in ["student", "ensemble", "without distillation"] {
      #expect(outcome.output.contains(word), "the closing table lacks \(word)")
    }
  }

  @Test func aConfigIsShownResolvedWithoutRunning() throws {
    let tool = try Tool()
    let outcome = try tool.run("run", "configs/citeulike.lua", "student.dim=6", "--show-config")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"dim\": 6"))
    #expect(tool.runs().isEmpty)
  }

  @Test func aCurriculumWrittenInlineRuns() throws {
    let tool = try Tool()
    try tool.write(
      """
      local hc = require "hetcomp"
      local base = require "quickstart"
      base.distill.curriculum = hc.curriculum {
        api = 1, name = "steady", params = { every = { 4, min = 1 } },
        on_tick = function(self, run) run.stages:advance(run.stages:open()) end,
      }
      base.train.epochs = 30
      base.baselines = {}
      return base
      """, to: "steady.lua")
    let outcome = try tool.run("run", "steady.lua", "--plugins", "configs")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
