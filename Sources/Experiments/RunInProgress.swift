import Distillation
import Formats
import Interactions
import Kernels
import Recommenders
import Tensors
import Trajectories

/// One run from prepared data to a finished folder.
final class RunInProgress {
  private let experiment: Experiment
  private let preparation: Preparation
  private let site: TrainingSite
  private let journal: Journal
  private let started: ContinuousClock.Instant
  private var seconds = RunSeconds()

  init(
    _ experiment: Experiment, _ preparation: Preparation, _ folder: RunFolder,
    started: ContinuousClock.Instant
  ) throws {
    self.experiment = experiment
    self.preparation = preparation
    self.started = started
    let isResumed = experiment.options.resume != nil
    journal = try Journal(experiment.progress, folder.file("log.txt"), continuing: isResumed)
    seconds = RunSeconds(of: folder, continuing: isResumed)
    site = try TrainingSite(
      specification: experiment.specification, measurement: preparation.measurement,
      folder: folder, isResumed: isResumed, progress: journal,
      interruption: experiment.interruption, wallTime: experiment.options.wallTime)
  }

  /// Does all that is not done yet, and writes the results.
  func finish() throws -> FinishedRun {
    if site.folder.hasResult {
      journal.log("The run is complete: \(site.folder.path)")
      return FinishedRun(
        folder: site.folder, result: try RunResult(file: site.folder.file("result.json")))
    }
    do {
      let result = try compute()
      return try write(result)
    } catch {
      seconds.total += started.duration(to: ContinuousClock().now).seconds
      do { try seconds.write(to: site.folder) } catch { journal.warn("\(error)") }
      if (error as? ExperimentError)?.exitCode != 130 { journal.note("\(error)") }
      throw error
    }
  }

  /// Takes over the sources that are in force from now on, and says which.
  private func renewSources() throws {
    guard experiment.options.renewsSources else { return }
    let checkpoint = site.folder.file("checkpoint/student.safetensors")
    let epoch = (try? Checkpoint(file: checkpoint))?.record["epoch"]?.int ?? 0
    for name in try site.folder.renew(experiment.sources.files, epoch: epoch) {
      journal.log("epoch \(epoch): the run goes on with the present \(name)")
    }
  }

  private func compute() throws -> RunResult {
    try renewSources()
    let split = preparation.split
    split.warnings.sentences.forEach { journal.note("warning: \($0)") }
    experiment.idleCurriculum.map(journal.warn)
    journal.log(
      "\(split.dataset): \(split.userCount) users, \(split.itemCount) items, \(split.train.count) "
        + "training interactions, \(split.evaluatedUsers.count) users measured")
    let (trajectories, teaching) = try timed {
      try preparation.faculty(reportingTo: journal).gather(preparation.opened)
    }
    seconds.teachers += teaching
    warnOfUnrecorded(trajectories)
    let school = School(experiment, preparation, site: site, trajectories: trajectories)
    var models: [ModelResult] = []
    let baselines = experiment.specification.baselines
    if baselines.contains(.none), experiment.needsTeachers {
      models.append(try row(try school.trainWithoutDistillation()))
    }
    let student = try school.trainStudent()
    if baselines.contains(.finalOnly) {
      models.append(try row(try school.trainFinalOnly(phaseAfter: student.phaseEpoch)))
    }
    try save(student.model, best: student.best.epoch)
    models.append(try row(student, file: "student.safetensors"))
    let teachers = try preparation.faculty(reportingTo: journal).measure(trajectories)
    if baselines.contains(.ensemble), experiment.needsTeachers {
      models.append(try school.measureEnsemble(teachers))
    }
    return result(models + teachers, best: student.best.epoch)
  }

  /// Says when teachers without deviations keep those of the others from counting.
  private func warnOfUnrecorded(_ trajectories: [Trajectory]) {
    let without = trajectories.filter { !$0.hasDeviations }.map(\.teacher)
    guard !without.isEmpty, without.count < trajectories.count else { return }
    journal.warn(
      "\(without.joined(separator: ", ")) recorded no deviations of ranks; so none count, and the "
        + "consensus is by rank alone.")
  }

  /// The row of a trained model, at its best validation.
  private func row(_ trained: TrainedStudent, file: String? = nil) throws -> ModelResult {
    seconds.distill += trained.trainSeconds
    seconds.evaluate += trained.evaluateSeconds
    return ModelResult(
      name: trained.name, metrics: trained.best.metrics, parameters: trained.model.parameterCount,
      bytes: file.flatMap { fileSize(site.folder.file($0)) },
      microseconds: try Latency.microseconds(of: trained.model, train: preparation.split.train))
  }

  private func save(_ model: any EmbeddingModel, best epoch: Int) throws {
    let split = preparation.split
    try ModelFile.save(
      model, preparation.student, to: site.folder.file("student.safetensors"),
      metadata: [
        "dataset": split.dataset, "split_fingerprint": split.fingerprint,
        "protocol": experiment.specification.evaluation.protocol.name,
        "seed": String(experiment.specification.seed), "best_epoch": String(epoch),
      ], ids: [("user", split.users), ("item", split.items)])
  }

  private func result(_ models: [ModelResult], best epoch: Int) -> RunResult {
    RunResult(
      name: experiment.specification.name,
      protocolName: experiment.specification.evaluation.protocol.name,
      splitFingerprint: preparation.split.fingerprint,
      evaluationFingerprint: preparation.measurement.fingerprint,
      seed: experiment.specification.seed,
      kernel: Kernels.current.name, bestEpoch: epoch, models: models, seconds: [],
      peakMemoryBytes: peakMemoryBytes(), versions: experiment.options.versions)
  }

  private func write(_ unfinished: RunResult) throws -> FinishedRun {
    var result = unfinished
    seconds.total += started.duration(to: ContinuousClock().now).seconds
    result.seconds = seconds.parts
    try site.timings.write()
    try seconds.write(to: site.folder)
    try AtomicFile.write(
      result.json.text(pretty: true) + "\n", to: site.folder.file("result.json"))
    try ReportPage.rebuild(site.folder, evaluation: experiment.specification.evaluation.protocol)
    journal.log("Results are in \(site.folder.path)")
    return FinishedRun(folder: site.folder, result: result)
  }
}

extension Preparation {
  /// The faculty, with another sink for its progress.
  fileprivate func faculty(reportingTo progress: any ProgressSink) -> Faculty {
    Faculty(
      specifications: faculty.specifications, measurement: measurement, depth: faculty.depth,
      folders: faculty.folders, progress: progress, interruption: faculty.interruption)
  }
}
