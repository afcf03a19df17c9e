import Foundation
import Testing

/// Same seed, same bytes: whatever the threads, the memory, or an interruption.
@Suite(.serialized) struct RepeatabilityTests {
  static let world = [
    "run", "configs/quickstart.lua", "train.epochs=60", "evaluate.every=5",
    "distill.curriculum.every=5", "baselines={}",
  ]

  private func student(_ tool: Tool, _ extra: [String]) throws -> Data {
    try tool.bytes("student.safetensors", of: try finished(tool, extra))
  }

  /// The folder of a run that has ended well.
  private func finished(_ tool: Tool, _ extra: [String]) throws -> URL {
    let folder = "runs-\(UUID().uuidString)"
    let outcome = try tool.start(Self.world + ["--out", folder] + extra).wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(tool.runs(in: folder).last)
  }

  @Test func threadsAndMemoryDoNotChangeTheStudent() throws {
    let tool = try Tool()
    let one = try student(tool, ["--threads", "1"])
    #expect(try student(tool, ["--threads", "2"]) == one)
    #expect(try student(tool, ["--threads", "2", "--memory", "2MB"]) == one)
    #expect(try student(tool, ["seed=1"]) != one)
  }

  /// Draws a number after every step, and one at a time of its own.
  static let noise = """
    local hc = require "hetcomp"
    return hc.callback { api = 1, name = "noise",
      on_epoch_start = function(self) self.state.first = math.random() end,
      on_step_end = function(self)
        local s = self.state
        s.sum = (s.sum or 0) * 0.99 + hc.uniform():item() + math.random() + s.first
      end,
      on_run_end = function(self, run) run:write("noise.txt", ("%a"):format(self.state.sum)) end,
    }
    """

  /// The native objective; samplers that ask the student; weights of a method's own.
  @Test(arguments: ["hetcomp", "dcd", "de"])
  func anInterruptedRunResumesToTheSameBytes(_ objective: String) throws {
    let tool = try Tool()
    try tool.write(Self.noise, to: "noisy/callbacks/noise.lua")
    let long = [
      "train.epochs=\(objective == "hetcomp" ? 300 : 60)", "train.patience=1000",
      "distill.objective=\(objective)", "callbacks={ \"noise\" }", "--plugins", "noisy",
      "teachers={ { \"mf\", dim = 16, epochs = 8, every = 4 }, stages = 2 }",
    ]
    let whole = try finished(tool, long)

    let running = try tool.start(Self.world + long + ["--out", "stopped"])
    let deadline = Date().addingTimeInterval(60)
    while tool.runs(in: "stopped").isEmpty
      || (try? tool.bytes("metrics.jsonl", of: tool.runs(in: "stopped")[0]).count) ?? 0 == 0
    {
      #expect(Date() < deadline)
      usleep(20_000)
      if Date() > deadline { break }
    }
    running.process.interrupt()
    let stopped = try running.wait()
    #expect(stopped.status == 130, "\(stopped.errors)")

    let run = try #require(tool.runs(in: "stopped").first)
    let resumed = try tool.run("run", "--resume", run.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    for name in ["student.safetensors", "written/noise.txt"] {
      #expect(try tool.bytes(name, of: run) == tool.bytes(name, of: whole), "\(name) differs")
    }
  }
}
