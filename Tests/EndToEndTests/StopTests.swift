import Foundation
import Testing

/// Ctrl-C while a hook is at work.
@Suite struct StopTests {
  /// The folder of a run that was interrupted once, within a hook that goes on with `body`.
  private func stopped(_ tool: Tool, in body: String) throws -> URL {
    try tool.write(
      """
      local hc = require "hetcomp"
      return hc.callback { api = 1, name = "slow", on_step_end = function(self, run)
        run:log("a step")
        \(body)
      end }
      """, to: "mine/callbacks/slow.lua")
    try tool.write(
      """
      local hc = require "hetcomp"
      return hc.experiment {
        name = "slow", student = { "mf", dim = 4 }, teachers = {}, distill = { objective = "bpr" },
        data = { "synthetic", users = 300, items = 300, groups = 4, per_user = 12 },
        baselines = {}, callbacks = { "slow" }, train = { epochs = 1000, patience = 1000 },
      }
      """, to: "slow.lua")
    let running = try tool.start(
      ["run", "slow.lua", "--plugins", "mine", "--quiet", "--threads", "1"])
    let deadline = Date().addingTimeInterval(60)
    while running.process.isRunning, Date() < deadline {
      if let run = tool.runs().first, let log = try? tool.bytes("log.txt", of: run),
        String(decoding: log, as: UTF8.self).contains("a step")
      {
        break
      }
      usleep(5000)
    }
    running.process.interrupt()
    let outcome = try running.wait()
    #expect(outcome.status == 130, "\(outcome.errors)")
    return try #require(tool.runs().first)
  }

  /// The one takes long enough to be noticed, and comes to its end; the other never does.
  @Test(arguments: [("for _ = 1, 5e7 do end", true), ("while true do end", false)])
  func theStepIsKeptWhereItEnds(_ body: String, _ ends: Bool) throws {
    let tool = try Tool()
    let run = try stopped(tool, in: body)
    let checkpoint = try? tool.bytes("checkpoint/student.safetensors", of: run)
    #expect((checkpoint != nil) == ends)
  }
}
