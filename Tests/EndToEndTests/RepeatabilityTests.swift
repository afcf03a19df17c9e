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

  /// The folder of a run that was interrupted after its first evaluation, and resumed to its end.
  private func resumed(_ tool: Tool, _ extra: [String]) throws -> URL {
    let running = try tool.start(Self.world + extra + ["--out", "stopped"])
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
    return run
  }

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
    let run = try resumed(tool, long)
    for name in ["student.safetensors", "written/noise.txt"] {
      #expect(try tool.bytes(name, of: run) == tool.bytes(name, of: whole), "\(name) differs")
    }
  }

  /// A walk of chance that keeps where it is, in the place of a number.
  static let walk = """
    local hc = require "hetcomp"
    return hc.schedule { api = 1, name = "walk", params = { stride = { 0.1 } },
      value = function(self)
        self.state.at = (self.state.at or 1) + self.params.stride * math.random()
        return self.state.at
      end }
    """

  /// Writes down what it reads in every epoch.
  static let diary = """
    local hc = require "hetcomp"
    return hc.callback { api = 1, name = "diary",
      params = { walked = { 0.0 }, count = { 1, min = 1 } },
      on_epoch_end = function(self, run)
        local rows = self.state.rows or {}
        rows[#rows + 1] = ("%d %d %a"):format(run.epoch, self.params.count, self.params.walked)
        self.state.rows = rows
      end,
      on_run_end = function(self, run)
        run:write("diary.txt", table.concat(self.state.rows, "\\n") .. "\\n")
      end }
    """

  private func linear(_ from: Double, _ to: Double) -> String {
    "{ \"linear\", from = \(from), to = \(to) }"
  }

  /// Schedules in the place of numbers of every kind of plugin, and of the optimizer.
  @Test func numbersFollowTheirSchedulesOverAnInterruption() throws {
    let tool = try Tool()
    try tool.write(Self.walk, to: "mine/schedules/walk.lua")
    try tool.write(Self.diary, to: "mine/diary.lua")
    let long = [
      "train.epochs=60", "train.patience=1000", "--plugins", "mine",
      "teachers={ { \"mf\", dim = 16, epochs = 8, every = 4 }, stages = 2 }",
      "train.optimizer.decay=\(linear(1e-4, 0))", "distill.curriculum.alpha=\(linear(1.2, 1.02))",
      "distill.consensus={ \"rank-consistency\", temperature = \(linear(5, 20)) }",
      "distill.objective={ \"rrd\", weight = { \"warm-up\", value = 0.01, share = 0.5 }, "
        + "listed = \(linear(5, 20)), "
        + "uninteresting = { \"popularity\", exponent = { \"walk\", stride = 0.02 } } }",
      "callbacks={ { \"diary\", walked = { \"walk\", stride = 1 }, count = \(linear(1, 9)) } }",
    ]
    let whole = try finished(tool, long)
    let run = try resumed(tool, long)
    for name in ["student.safetensors", "metrics.jsonl", "written/diary.txt"] {
      #expect(try tool.bytes(name, of: run) == tool.bytes(name, of: whole), "\(name) differs")
    }
    let diary = String(decoding: try tool.bytes("written/diary.txt", of: whole), as: UTF8.self)
    let rows = diary.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.map { Int($0[0]) } == (0..<60).map { $0 })
    #expect(rows.map { Int($0[1]) } == (0..<60).map { Int((1 + 8 * Double($0) / 59).rounded()) })
    let walked = rows.compactMap { Double($0[2]) }
    #expect(walked.count == 60 && zip(walked, walked.dropFirst()).allSatisfy(<))

    let plain = try finished(tool, long + ["distill.consensus.temperature=5"])
    #expect(
      try tool.bytes("student.safetensors", of: plain)
        != tool.bytes("student.safetensors", of: whole), "the consensus stayed the same")
  }
}
