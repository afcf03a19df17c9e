import Foundation
import Testing

/// A plugin that misbehaves in a hook ends the run with 3 and says who, where and when.
@Suite struct PluginFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let body: String
    let says: [String]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "fails", body: "local x = nil; return x.y",
      says: ["on_tick", "bad.lua:4", "epoch 5", "traceback"]),
    Case(
      testDescription: "loops for ever",
      body: "while true do pcall(function() while true do end end) end",
      says: ["on_tick", "bad.lua:4", "epoch 5"]),
    Case(
      testDescription: "allocates for ever",
      body: "local t = {}; while true do t[#t + 1] = string.rep('x', 100000) .. #t end",
      says: ["on_tick", "memory"]),
    Case(
      testDescription: "wrong shape",
      body: "run.stages:advance(require('hetcomp').tensor({1, 2, 3}):gt(0))",
      says: ["on_tick", "bad.lua:4", "advance"]),
    Case(
      testDescription: "misspelt name", body: "run.stages:advanse(run.stages:open())",
      says: ["on_tick", "advanse", "advance"]),
  ]

  @Test(arguments: cases)
  func isStoppedAndNamed(_ test: Case) throws {
    let tool = try Tool()
    try tool.write(
      """
      local hc = require "hetcomp"
      return hc.curriculum {
        api = 1, name = "bad", params = { every = { 5, min = 1 } }, on_tick = function(self, run)
          \(test.body)
        end,
      }
      """, to: "mine/bad.lua")
    let outcome = try tool.run(
      "run", "configs/quickstart.lua", "distill.curriculum=bad", "evaluate.every=5",
      "train.epochs=20", "baselines={}", "--plugins", "mine", "--no-check", "--hook-limit", "1",
      "--lua-memory", "32MB")
    #expect(outcome.status == 3, "\(outcome.errors)")
    let said = outcome.errors.ranges(of: "curriculum \"bad\", on_tick").count
    #expect(said == 1, "said more than once: \(outcome.errors)")
    #expect(!outcome.errors.contains("[C]: in ?"), "\(outcome.errors)")
    for word in test.says { #expect(outcome.errors.contains(word), "\(word): \(outcome.errors)") }
    let run = try #require(tool.runs().first)
    let kept = try FileManager.default.contentsOfDirectory(
      atPath: run.appending(path: "checkpoint").path)
    #expect(!kept.isEmpty)
  }
}
