import Experiments
import Foundation
import Tensors
import Testing

/// Same seed, same bytes: whatever the threads, the memory and the interruptions.
@Suite(.serialized) struct DeterminismTests {
  @Test func threadsAndMemoryDoNotChangeAByte() throws {
    let world = SmallWorld("threads-1")
    var other = SmallWorld("threads-2")
    other.memory = MemoryBudget(bytes: 2000)
    defer {
      world.remove()
      other.remove()
      Parallel.threads = 2
    }
    world.remove()
    other.remove()
    Parallel.threads = 1
    let first = try world.run()
    Parallel.threads = 2
    let second = try other.run()
    for file in ["student.safetensors", "metrics.jsonl"] {
      #expect(try bytes(first.folder.file(file)) == bytes(second.folder.file(file)))
    }
    #expect(first.result.models.map(\.metrics) == second.result.models.map(\.metrics))
  }

  @Test(arguments: [1, 33, 60])
  func interruptedAndResumedGivesTheSameBytes(steps: Int) throws {
    var world = SmallWorld("interrupted-\(steps)")
    world.remove()
    defer { world.remove() }
    let whole = try world.run(stamp: "whole")
    world.callbacks = [StopAfter(steps: steps, world.interruption)]
    let path = world.folder + "/runs/small/cut"
    #expect(throws: ExperimentError.interrupted(run: path)) { try world.run(stamp: "cut") }
    #expect(!FileManager.default.fileExists(atPath: path + "/result.json"))

    var again = SmallWorld("interrupted-\(steps)")
    again.resume = path
    again.callbacks = [StopAfter(steps: 0, again.interruption)]
    let resumed = try again.run()
    for file in ["student.safetensors", "metrics.jsonl"] {
      #expect(try bytes(whole.folder.file(file)) == bytes(resumed.folder.file(file)))
    }
  }

  @Test(arguments: [Hook.runStart, .epochStart, .stepEnd, .evaluate, .runEnd])
  func everyHookIsCalledOnceWhateverInterruptsTheRun(at hook: Hook) throws {
    var world = SmallWorld("hooks-\(hook.rawValue)")
    world.baselines = [.finalOnly]
    world.remove()
    defer { world.remove() }
    let whole = EveryHook()
    world.callbacks = [whole]
    _ = try world.run(stamp: "whole")
    let before = EveryHook(stoppingAt: hook, world.interruption)
    world.callbacks = [before]
    let path = world.folder + "/runs/small/cut"
    #expect(throws: ExperimentError.interrupted(run: path)) { try world.run(stamp: "cut") }

    var again = SmallWorld("hooks-\(hook.rawValue)")
    let after = EveryHook()
    (again.baselines, again.resume, again.callbacks) = ([.finalOnly], path, [after])
    _ = try again.run()
    #expect(before.calls + after.calls == whole.calls)
  }

  @Test func aTeacherIsTakenUpWhereItStopped() throws {
    let world = SmallWorld("teacher-whole")
    let cut = SmallWorld("teacher-cut")
    defer {
      world.remove()
      cut.remove()
    }
    world.remove()
    cut.remove()
    let whole = try world.experiment().teach()
    let experiment = try cut.experiment()
    cut.interruption.request()
    for _ in 0..<3 {
      #expect(throws: ExperimentError.interrupted(run: nil)) { try experiment.teach() }
    }
    let again = SmallWorld("teacher-cut")
    let taught = try again.experiment().teach()
    #expect(taught == whole.map { $0.replacing(world.folder, with: cut.folder) })
    let names = try FileManager.default.subpathsOfDirectory(atPath: world.folder + "/Teachers")
    #expect(
      names.sorted()
        == (try FileManager.default.subpathsOfDirectory(
          atPath: cut.folder + "/Teachers")).sorted())
    for name in names where name.hasSuffix(".safetensors") {
      #expect(
        try bytes(world.folder + "/Teachers/" + name) == bytes(cut.folder + "/Teachers/" + name))
    }
  }
}

/// Notes every call, and asks to stop at the first of one hook.
private final class EveryHook: Callback {
  let name = "every-hook"
  let hooks = Set(Hook.allCases)
  private(set) var calls: [String] = []
  private let last: Hook?
  private let interruption: Interruption?

  init(stoppingAt last: Hook? = nil, _ interruption: Interruption? = nil) {
    (self.last, self.interruption) = (last, interruption)
  }

  func call(_ hook: Hook, _ run: DistillationRun) -> HookVerb? {
    calls.append("\(hook.rawValue) \(run.epoch) \(run.step)")
    if hook == last { interruption?.request() }
    return nil
  }
}
