import Experiments
import Foundation
import LuaRuntime
import Measuring
import Plugins
import Tensors

/// An experiment run in this process, with a clock at its epochs and its curriculum.
struct ShortRun {
  /// Epochs but the first, which pays for memory and caches.
  let epochs: [Cost]
  /// The training altogether.
  let whole: Cost
  /// Its curriculum's ticks.
  let ticks: [Cost]

  /// Runs a config with overrides; what it leaves behind is deleted.
  init(_ config: String, _ overrides: [String] = []) throws {
    let loaded = try ConfigLoader.load(
      config, overrides: overrides, root: projectRoot, limits: LuaLimits())
    var specification = loaded.specification
    let clock = EpochClock()
    specification.callbacks.append(clock)
    let curriculum = specification.distillation.curriculum.map(TimedCurriculum.init)
    specification.distillation.curriculum = curriculum
    let runs = NSTemporaryDirectory() + "hetcomp-seam-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: runs) }
    let experiment = Experiment(
      specification, sources: ExperimentSources(resolved: loaded.resolved),
      folders: ExperimentFolders(root: projectRoot, runs: runs),
      options: ExperimentOptions(
        stamp: "run", memory: .standard, wallTime: { 0 }, versions: []))
    whole = try Cost { _ = try experiment.run() }
    epochs = Array(clock.epochs.dropFirst())
    ticks = curriculum?.ticks ?? []
  }
}

/// Measures from the first to the last step of an epoch.
private final class EpochClock: Callback {
  let name = "clock"
  let hooks: Set<Hook> = [.epochStart, .epochEnd]
  private(set) var epochs: [Cost] = []
  private var stopwatch = Stopwatch()

  func call(_ hook: Hook, _ run: DistillationRun) throws -> HookVerb? {
    if hook == .epochEnd { epochs.append(stopwatch.cost) }
    stopwatch = Stopwatch()
    return nil
  }
}

/// Measures the ticks of another curriculum.
private final class TimedCurriculum: Curriculum {
  private let other: any Curriculum
  private(set) var ticks: [Cost] = []
  var name: String { other.name }
  var every: Int { other.every }

  init(_ other: any Curriculum) { self.other = other }

  func tick(_ run: DistillationRun) throws -> HookVerb? {
    let stopwatch = Stopwatch()
    defer { ticks.append(stopwatch.cost) }
    return try other.tick(run)
  }

  func setup(_ run: DistillationRun) throws { try other.setup(run) }
  func savedState() throws -> ParticipantState? { try other.savedState() }
  func restore(_ state: ParticipantState) throws { try other.restore(state) }
}
