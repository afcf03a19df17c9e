import Foundation
import Testing

/// Same seed, same bytes: whatever the threads, the memory, or an interruption.
@Suite(.serialized) struct RepeatabilityTests {
  static let world = [
    "run", "configs/quickstart.lua", "train.epochs=60", "evaluate.every=5",
    "distill.curriculum.every=5", "baselines={}",
  ]

  private func student(_ tool: Tool, _ extra: [String]) throws -> Data {
    let folder = "runs-\(UUID().uuidString)"
    let outcome = try tool.start(Self.world + ["--out", folder] + extra).wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try tool.bytes("student.safetensors", of: try #require(tool.runs(in: folder).last))
  }

  @Test func threadsAndMemoryDoNotChangeTheStudent() throws {
    let tool = try Tool()
    let one = try student(tool, ["--threads", "1"])
    #expect(try student(tool, ["--threads", "2"]) == one)
    #expect(try student(tool, ["--threads", "2", "--memory", "2MB"]) == one)
    #expect(try student(tool, ["seed=1"]) != one)
  }

  /// The native objective; samplers that ask the student; weights of a method's own.
  @Test(arguments: ["hetcomp", "dcd", "de"])
  func anInterruptedRunResumesToTheSameBytes(_ objective: String) throws {
    let tool = try Tool()
    let long = [
      "train.epochs=\(objective == "hetcomp" ? 300 : 60)", "train.patience=1000",
      "distill.objective=\(objective)",
      "teachers={ { \"mf\", dim = 16, epochs = 8, every = 4 }, stages = 2 }",
    ]
    let whole = try student(tool, long)

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
    #expect(try tool.bytes("student.safetensors", of: run) == whole)
  }
}
