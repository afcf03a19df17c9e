import Foundation
import Testing

/// A sweep that is given again, after edits and for another config of the same name.
@Suite struct SweepTests {
  private static let config = """
    local hc = require "hetcomp"
    return hc.experiment {
      name = "swept", data = { "synthetic", users = 120, items = 200, groups = 4, per_user = 15 },
      teachers = { { "mf", dim = 8, epochs = 4, every = 2 }, stages = 2 }, student = { "mf", dim = 4 },
      distill = { curriculum = hc.curriculum {
        api = 1, name = "own", params = { every = { 2, min = 1 } },
        on_tick = function(self, run) require("parts").grow(run) end,
      } },
      train = { epochs = 4 }, evaluate = { every = 2 }, baselines = { "none", "ensemble" },
    }
    """

  private static let part = "return { grow = function(run) return run end }"

  private func sweep(_ tool: Tool, _ more: String...) throws -> Tool.Outcome {
    try tool.start(["sweep", "swept.lua", "--threads", "1"] + more).wait()
  }

  @Test func whatIsThereIsSkippedAndWhatHasChangedIsRefused() throws {
    let tool = try Tool()
    try tool.write(Self.config, to: "swept.lua")
    try tool.write(Self.part, to: "parts.lua")
    let first = try sweep(tool, "seed=0..1")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("mean ± standard deviation of 2 seeds"), "\(first.output)")
    #expect(first.output.contains("\nstudent "), "\(first.output)")
    let wider = try sweep(tool, "seed=1..2", "--markdown")
    #expect(wider.errors.contains("run 1 of 2: swept seed=1 is there already\n"))
    #expect(wider.errors.contains("2 runs, 1 of them were there; the study lies in "))
    #expect(wider.output.contains("of 2 seeds\n\n| model | recall@10 |"), "\(wider.output)")
    let whole = try tool.run("sweep", "--all")
    #expect(whole.output.contains("of 3 seeds"), "\(whole.errors)")

    try tool.write(
      Self.config.replacing("local hc", with: "-- a remark\nlocal hc"), to: "swept.lua")
    try tool.write(Self.part + " -- edited", to: "parts.lua")
    for words in ["a different swept.lua", "a different parts.lua", "and 1 more record likewise"] {
      let refused = try sweep(tool, "seed=0..1")
      #expect(refused.status == 2 && refused.errors.contains(words), "\(refused.errors)")
    }
    #expect(tool.runs().count == 3)
    let again = try sweep(tool, "seed=0..1", "--again")
    #expect(again.status == 0 && tool.runs().count == 5, "\(again.errors)")
    #expect(again.output == first.output)

    try tool.write(
      Self.config.replacing("epochs = 4 }, ev", with: "epochs = 3 }, ev"), to: "b/swept.lua")
    let other = try tool.run("sweep", "b/swept.lua", "seed=0", "--quiet")
    #expect(other.status == 2 && other.errors.contains("a different config"), "\(other.errors)")
    let both = try sweep(tool, "b/swept.lua", "seed=7")
    #expect(both.status == 2 && both.errors.contains("swept.lua and b/swept.lua are different"))
    #expect(tool.runs().count == 5)
  }

  @Test func aSweepThatWasStoppedGoesOnInItsRun() throws {
    let tool = try Tool()
    let long = "epochs = 3000, patience = 3000 }, ev"
    try tool.write(Self.config.replacing("epochs = 4 }, ev", with: long), to: "swept.lua")
    try tool.write(Self.part, to: "parts.lua")
    let running = try tool.start(["sweep", "swept.lua", "seed=0", "--threads", "1", "--quiet"])
    let deadline = Date().addingTimeInterval(60)
    while Date() < deadline {
      if let run = tool.runs().first,
        (try? tool.bytes("checkpoint/student.safetensors", of: run)) != nil
      {
        break
      }
      usleep(20_000)
    }
    let second = try sweep(tool, "seed=0")
    #expect(second.errors.contains("is being made by another process"), "\(second.errors)")
    running.process.interrupt()
    let stopped = try running.wait()
    #expect(stopped.status == 130 && stopped.errors.contains("the same command goes on from here"))
    let finished = try sweep(tool, "seed=0")
    #expect(
      finished.status == 0 && finished.errors.contains("resumed at epoch"), "\(finished.errors)")
    #expect(tool.runs().count == 1)
  }
}
