import Formats
import Foundation
import Interactions
import Recommenders
import Tensors
import Trajectories

/// Trains one teacher, recording its trajectory; an interrupted training is taken up again.
struct TeacherLesson {
  let teacher: OwnTeacher
  let measurement: Measurement
  let files: TeacherFile
  let progress: any ProgressSink
  let interruption: Interruption

  /// Trains, and leaves trajectory and model under their names.
  /// - Throws: ``ExperimentError/interrupted(run:)`` after writing a checkpoint when asked to stop.
  func run() throws {
    [files.trajectory, files.model].forEach(AtomicFile.removeLeftovers)
    let split = measurement.split
    let model = try RecommenderCatalogue.make(teacher.model, train: split.train, seed: teacher.seed)
    let training = TeacherTraining(model, teacher.model)
    let epoch = try resume(training)
    let recorder = try TrajectoryRecorder(
      scratch: "\(files.unfinished)/lists", users: split.userCount, items: split.itemCount,
      depth: teacher.depth, resumingAt: epoch)
    var clock = TaskClock()
    clock.beginEpoch()
    try training.run(
      evaluate: { epoch in
        let ranking = try measurement.ranking(of: model, depth: teacher.depth)
        let value = try measurement.monitored(
          in: measurement.metrics(of: model) { ranking })
        try recorder.append(epoch: epoch, valid: value, lists: ranking.lists(k: teacher.depth))
        return value
      },
      afterEpoch: { training in
        _ = clock.endEpoch()
        try follow(training, clock)
        clock.beginEpoch()
      })
    try finish(model, recorder)
    progress.finish(task: "teacher \(teacher.name)")
    if let reason = stopReason(training) {
      progress.log("teacher \(teacher.name): stopped after epoch \(training.epoch), \(reason)")
    }
  }

  /// Why a finished training is over before its budget; nil when it used all of it.
  private func stopReason(_ training: TeacherTraining) -> EarlyStop? {
    guard training.epoch < training.plan.epochs, let best = training.bestEvaluation else {
      return nil
    }
    return .patience(
      training.plan.patience, monitor: measurement.monitor, best: best.value, epoch: best.epoch)
  }

  /// Shows progress; writes a checkpoint at every evaluation and before an interruption.
  private func follow(_ training: TeacherTraining, _ clock: TaskClock) throws {
    let left = training.plan.epochs - training.epoch
    progress.show(
      ProgressReport(
        task: "teacher \(teacher.name)",
        fraction: Double(training.epoch) / Double(training.plan.epochs),
        remainingSeconds: clock.remaining(Double(left)),
        metric: training.history.last.map { (measurement.monitor, $0.value) }))
    let isInterrupted = interruption.isRequested && !training.isFinished
    if isInterrupted || training.history.last?.epoch == training.epoch {
      try save(training.state)
    }
    if isInterrupted { throw ExperimentError.interrupted(run: nil) }
  }

  private func finish(_ model: any Recommender, _ recorder: TrajectoryRecorder) throws {
    try ModelFile.save(
      model, teacher.model, to: files.model,
      metadata: [
        "teacher": teacher.name, "split_fingerprint": measurement.split.fingerprint,
        "seed": String(teacher.seed),
      ])
    let train = measurement.split.train
    let order = try CatalogueRanking(of: model, among: train, budget: measurement.budget)
    try recorder.finish(
      teacher.stages, window: teacher.window,
      metadata: TrajectoryMetadata(
        teacher: teacher.name, model: teacher.model.kind, params: teacher.model.json,
        metric: measurement.monitor, splitFingerprint: measurement.split.fingerprint,
        seed: Int(clamping: teacher.seed)),
      positives: SparseRows(rows: train.userCount) { order[$0] },
      to: files.trajectory)
    try FileManager.default.removeItem(atPath: files.unfinished)
  }
}

// MARK: - Checkpoint

extension TeacherLesson {
  private var statePath: String { "\(files.unfinished)/state.safetensors" }

  private func save(_ state: TrainingState) throws {
    let history = state.history.map { JSONValue.array([.int($0.epoch), .double($0.value)]) }
    var tensors: [String: Tensor] = [:]
    for (name, value) in state.tensors { tensors[name] = value }
    let checkpoint = Checkpoint(
      record: [
        "epoch": .int(state.epoch), "steps": .int(state.stepCount), "history": .array(history),
      ], tensors: tensors)
    try checkpoint.write(to: statePath)
  }

  /// Takes an unfinished training up again; the epoch it had come to, nil when there is none.
  private func resume(_ training: TeacherTraining) throws -> Int? {
    guard FileManager.default.fileExists(atPath: statePath) else { return nil }
    do {
      let state = try savedState()
      try training.restore(state)
      progress.log("teacher \(teacher.name): resumed after \(state.epoch) epochs")
      return state.epoch
    } catch {
      throw ExperimentError.input(
        "\(error) Remove \(files.unfinished) to train \(teacher.name) from the beginning.")
    }
  }

  private func savedState() throws -> TrainingState {
    let checkpoint = try Checkpoint(file: statePath)
    guard let epoch = checkpoint.record["epoch"]?.int, let steps = checkpoint.record["steps"]?.int,
      let history = checkpoint.record["history"]?.array
    else { throw ExperimentError.input("\(statePath): the record is incomplete.") }
    return TrainingState(
      epoch: epoch,
      history: history.compactMap { entry in
        guard let epoch = entry[0]?.int, let value = entry[1]?.double else { return nil }
        return TrainingState.Evaluation(epoch: epoch, value: value)
      }, stepCount: steps, tensors: checkpoint.tensors.map { (name: $0.key, value: $0.value) })
  }
}
