import Foundation
import Testing

/// Plugins that are edited: during a run, and between an interruption and its continuation.
@Suite struct EditedPluginTests {
  private static func plugin(_ word: String) -> String {
    """
    local hc = require "hetcomp"
    return hc.curriculum {
      api = 1, name = "live", params = { every = { 5, min = 1 } },
      on_tick = function(self, run)
        self.state.ticks = (self.state.ticks or 0) + 1
        run:log("\(word) " .. self.state.ticks)
      end,
    }
    """
  }

  private func started(_ tool: Tool, _ more: String...) throws -> Running {
    try tool.write(Self.plugin("old"), to: "mine/curricula/live.lua")
    try tool.write(
      """
      local hc = require "hetcomp"
      return hc.experiment {
        name = "live", baselines = {}, student = { "mf", dim = 4 }, evaluate = { every = 50 },
        data = { "synthetic", users = 300, items = 300, groups = 4, per_user = 12 },
        teachers = { { "mf", dim = 8, epochs = 4, every = 1 }, stages = 2 },
        distill = { top = 20, curriculum = "live" }, train = { epochs = 100000, patience = 100000 },
      }
      """, to: "live.lua")
    return try tool.start(
      ["run", "live.lua", "--plugins", "mine", "--quiet", "--threads", "1"] + more)
  }

  /// The log of the one run, once it holds some words.
  private func log(_ tool: Tool, holding words: String) throws -> String {
    let deadline = Date().addingTimeInterval(60)
    while Date() < deadline {
      if let run = tool.runs().first, let data = try? tool.bytes("log.txt", of: run) {
        let text = String(decoding: data, as: UTF8.self)
        if text.contains(words) { return text }
      }
      usleep(50_000)
    }
    Issue.record("the log never said \(words)")
    return ""
  }

  @Test func aWatchedPluginIsPickedUp() throws {
    let tool = try Tool()
    let running = try started(tool, "--watch-plugins")
    _ = try log(tool, holding: "old 2")
    try tool.write(Self.plugin("new"), to: "mine/curricula/live.lua")
    let taken = try log(tool, holding: "new ")
    #expect(taken.contains("live.lua was edited; the run goes on with the new one"))
    #expect(!taken.contains("new 1\n"), "the state was lost")
    try tool.write(Self.plugin("bad") + " nonsense", to: "mine/curricula/live.lua")
    let kept = try log(tool, holding: "the old one stays")
    #expect(kept.contains("live.lua:"))
    let misspelt = Self.plugin("odd").replacing("run:log(", with: "run:lgo(")
    try tool.write(misspelt, to: "mine/curricula/live.lua")
    _ = try log(tool, holding: "run has no 'lgo'; did you mean \"log\"?")
    running.process.interrupt()
    #expect(try running.wait().status == 130)
    let run = try #require(tool.runs().first)
    let copy = String(decoding: try tool.bytes("config/curricula/live.lua", of: run), as: UTF8.self)
    #expect(copy == Self.plugin("new"))
  }

  @Test func aResumedRunKeepsItsOwnCopies() throws {
    let tool = try Tool()
    let running = try started(tool)
    _ = try log(tool, holding: "old 2")
    running.process.interrupt()
    #expect(try running.wait().status == 130)
    try tool.write(Self.plugin("new"), to: "mine/curricula/live.lua")
    let run = try #require(tool.runs().first)
    let ticks = try log(tool, holding: "old 2").ranges(of: "old ").count
    let resumed = try tool.start(["run", "--resume", run.path, "--quiet", "--threads", "1"])
    let after = try log(tool, holding: "old \(ticks + 2)")
    resumed.process.interrupt()
    #expect(try resumed.wait().status == 130)
    #expect(after.contains("resumed at epoch") && !after.contains("new "))

    let copy = run.appending(path: "config/curricula/live.lua")
    try Data(Self.plugin("new").utf8).write(to: copy)
    let refused = try tool.run("run", "--resume", run.path)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("config/curricula/live.lua was changed"), "\(refused.errors)")
  }
}
