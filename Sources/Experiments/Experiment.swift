import Formats
import Foundation
import Interactions
import Kernels
import Trajectories

/// An experiment: from data to a run folder with a student in it.
///
/// Data → split → teachers → baselines and student, each trained to its best validation → results.
/// Whatever is wrong with what was given is found before anything is written.
public struct Experiment {
  /// Everything that decides the result.
  public let specification: ExperimentSpecification
  /// What the caller read to make it.
  public let sources: ExperimentSources
  /// Where files are found and left.
  public let folders: ExperimentFolders
  /// What does not decide the result.
  public let options: ExperimentOptions
  /// Who shows progress.
  public let progress: any ProgressSink
  /// The request to stop.
  public let interruption: Interruption

  /// An experiment of these parts.
  public init(
    _ specification: ExperimentSpecification, sources: ExperimentSources,
    folders: ExperimentFolders, options: ExperimentOptions,
    progress: any ProgressSink = SilentProgress(), interruption: Interruption = Interruption()
  ) {
    self.specification = specification
    self.sources = sources
    self.folders = folders
    self.options = options
    self.progress = progress
    self.interruption = interruption
  }

  /// Runs to the end, or continues a run that was interrupted.
  /// - Throws: ``ExperimentError``, whose exit code says what kind of end it was.
  public func run() throws(ExperimentError) -> FinishedRun {
    let started = ContinuousClock().now
    let preparation: Preparation
    let folder: RunFolder
    let lock: FileLock
    do {
      preparation = try prepare()
      (folder, lock) = try openFolder(preparation)
      try options.opened(folder.path)
    } catch {
      throw .asInput(error)
    }
    do {
      return try withExtendedLifetime(lock) {
        try RunInProgress(self, preparation, folder, started: started).finish()
      }
    } catch ExperimentError.interrupted {
      throw .interrupted(run: folder.path)
    } catch {
      throw .asFailure(error)
    }
  }

  /// Trains the teachers and records their trajectories only; the paths of all trajectories, in the
  /// order of the specification.
  /// - Throws: ``ExperimentError``.
  public func teach() throws(ExperimentError) -> [String] {
    let preparation: Preparation
    do { preparation = try prepare() } catch { throw .asInput(error) }
    do {
      return try preparation.faculty.gather(preparation.opened).compactMap(\.path)
    } catch {
      throw .asFailure(error)
    }
  }

  /// Measures every teacher and their ensemble, training those that are not there yet.
  /// - Throws: ``ExperimentError``.
  public func measureTeachers() throws(ExperimentError) -> RunResult {
    let preparation: Preparation
    do { preparation = try prepare() } catch { throw .asInput(error) }
    do {
      let started = ContinuousClock().now
      let trajectories = try preparation.faculty.gather(preparation.opened)
      var models = try preparation.faculty.measure(trajectories)
      if !trajectories.isEmpty {
        models.append(try preparation.measurement.ensemble(of: consensus(of: trajectories), models))
      }
      let total = started.duration(to: ContinuousClock().now).seconds
      return RunResult(
        name: specification.name, protocolName: specification.evaluation.protocol.name,
        splitFingerprint: preparation.split.fingerprint,
        evaluationFingerprint: preparation.measurement.fingerprint, seed: specification.seed,
        kernel: Kernels.current.name, bestEpoch: 0, models: models,
        seconds: [Metric("total", total)], peakMemoryBytes: peakMemoryBytes(),
        versions: options.versions)
    } catch {
      throw .asFailure(error)
    }
  }

  /// What the specification makes of some trajectories at the end of the epoch budget, set up
  /// without a student.
  private func consensus(of trajectories: [Trajectory]) throws -> Consensus {
    let distillation = specification.distillation
    let run = DistillationRun(
      name: specification.name, seed: specification.seed, trajectories: trajectories,
      teachers: trajectories.map(\.teacher), users: trajectories.first?.users ?? 0,
      items: trajectories.first?.items ?? 0, epochs: specification.training.epochs,
      progress: progress)
    try (distillation.consensus as? any RunParticipant)?.setup(run)
    run.epoch = run.epochs
    return try distillation.consensus(of: trajectories)
  }

  private func openFolder(_ preparation: Preparation) throws -> (RunFolder, FileLock) {
    let data = try preparation.dataDigests()
    guard let path = options.resume else {
      let folder = try RunFolder(
        creatingIn: folders.runs, name: specification.name, stamp: options.stamp)
      let lock = try folder.lock()
      try folder.write(sources, data)
      return (folder, lock)
    }
    let folder = try RunFolder(existing: path)
    let lock = try folder.lock()
    try folder.check(settings: sources.resolved)
    if !options.renewsSources { try folder.check(copies: sources) }
    try folder.check(data: data)
    return (folder, lock)
  }
}

/// What a finished run hands back.
public struct FinishedRun: Sendable {
  /// The run's folder.
  public let folder: RunFolder
  /// The numbers of `result.json`.
  public let result: RunResult
  /// The closing table.
  public var table: ResultTable { ResultTable(result) }
}
