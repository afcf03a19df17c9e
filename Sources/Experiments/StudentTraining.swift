import Formats
import Recommenders
import Tensors

/// Trains one student from its first epoch, or from a checkpoint, to its best validation.
///
/// After epoch e, counted from 0: an evaluation when e is a multiple of `evaluation.every` and after
/// the last epoch, a tick of the curriculum when e ≥ `every` and a multiple of it, then a change of
/// phase if one is due, then patience. Everything a later epoch depends on is in the checkpoint, so an
/// interrupted training ends in the same bytes as one that was left alone, and calls each hook once.
final class StudentTraining {
  let name: String
  let site: TrainingSite
  let training: TrainingSpecification
  let model: any EmbeddingModel
  let lesson: any Lesson
  private(set) var optimizer: any Optimizer
  let run: DistillationRun
  let curriculum: (any Curriculum)?
  let callbacks: [any Callback]
  let participants: [any RunParticipant]

  /// What participants own and the student's optimiser trains; known once they are set up.
  private(set) var ownWeights: [Parameter] = []
  var position = Position() { didSet { run.step = position.step } }
  var stopping: EarlyStopping
  var best: BestStudent?
  var phaseEpoch: Int?
  /// Which hooks of the whole training were called, in this process or before an interruption.
  var called: Set<Hook> = []
  /// Why the training ended before its budget; nil unless it just did.
  var earlyStop: EarlyStop?
  var trainSeconds = 0.0
  var evaluateSeconds = 0.0
  var clock = TaskClock()

  /// The next step to take.
  struct Position: Equatable {
    var epoch = 0
    var step = 0
    /// Sum of the epoch's losses so far.
    var loss = 0.0
    var verbs: Set<HookVerb> = []
    var isFinished = false
  }

  /// The student at its best validation, and what was measured then.
  struct BestStudent {
    var epoch: Int
    var metrics: [Metric]
    var values: [String: Tensor]
  }

  init(
    name: String, site: TrainingSite, training: TrainingSpecification, model: any EmbeddingModel,
    lesson: any Lesson, run: DistillationRun, curriculum: (any Curriculum)?,
    callbacks: [any Callback] = [], participants: [any RunParticipant]
  ) throws {
    self.name = name
    self.site = site
    self.training = training
    self.model = model
    self.lesson = lesson
    self.run = run
    self.curriculum = curriculum
    self.callbacks = callbacks
    self.participants = participants
    optimizer = training.optimizer.make(model.parameters)
    stopping = EarlyStopping(patience: training.patience)
  }

  var epochs: Int { training.epochs }

  /// Trains to the end; the model then holds the best student's values.
  func train() throws -> BestStudent {
    // Whoever keeps the run may ask after the training, too.
    run.rank = site.measurement.ranker(of: model)
    run.material?.student = model
    for participant in participants { try participant.setup(run) }
    takeOwnWeights()
    try resume()
    do {
      try callOnce(.runStart)
      while !position.isFinished { try trainEpoch() }
      if try callOnce(.runEnd) { try writeCheckpoint() }
    } catch {
      report(error)
      throw error
    }
    run.epoch = epochs  // whoever is asked from now on is asked at the end of the budget
    site.progress.finish(task: name)
    if let earlyStop {
      site.progress.log("\(name): stopped after epoch \(position.epoch - 1), \(earlyStop)")
    }
    guard let best else { throw ExperimentError.failed("\(name) was never evaluated.") }
    for parameter in model.parameters {
      if let value = best.values[parameter.name] { try parameter.assign(value) }
    }
    run.forgetRankings()
    return best
  }

  /// The optimiser is made anew where participants own weights, which `setup` has made.
  private func takeOwnWeights() {
    ownWeights = participants.compactMap { $0 as? any WeightOwner }.flatMap(\.weights)
    guard !ownWeights.isEmpty else { return }
    optimizer = training.optimizer.make(model.parameters + ownWeights)
  }

  private func trainEpoch() throws {
    if position.step == 0 { try stopIfAsked() }
    run.epoch = position.epoch
    run.numbers = [:]
    run.forgetRankings()
    optimizer.learningRate = Float(
      try training.learningRate.value(epoch: position.epoch, of: epochs))
    optimizer.decay = Float(try training.decay.value(epoch: position.epoch, of: epochs))
    try lesson.begin(epoch: position.epoch)
    if position.step == 0 { try call(.epochStart) }
    clock.beginEpoch()
    while position.step < lesson.steps {
      try trainStep()
      try stopIfAsked()
    }
    run.loss = position.loss / Double(max(1, lesson.steps))
    try call(.epochEnd)
    let seconds = clock.endEpoch()
    trainSeconds += seconds
    try finishEpoch(seconds: seconds)
  }

  private func trainStep() throws {
    let loss = try lesson.loss(step: position.step)
    guard loss.scalar.isFinite else {
      throw ExperimentError.failed(
        "The loss of \(name) became \(loss.scalar) at epoch \(position.epoch), step "
          + "\(position.step): lower the learning rate, or look for a log or division of zero in "
          + "the objective.")
    }
    do { try loss.backward() } catch { throw lesson.blame(error) }
    optimizer.step()
    try model.endStep()
    run.forgetRankings()
    position.loss += Double(loss.scalar)
    position.step += 1
    try call(.stepEnd)
    if clock.isTimeToReport() { showProgress() }
  }

  private func stopIfAsked() throws {
    guard site.interruption.isRequested else { return }
    try writeCheckpoint()
    throw ExperimentError.interrupted(run: site.folder.path)
  }

  func showProgress() {
    let done = Double(position.epoch) + Double(position.step) / Double(max(1, lesson.steps))
    let monitor = site.specification.evaluation.monitor
    site.progress.show(
      ProgressReport(
        task: name, phase: curriculum == nil ? nil : run.phase.rawValue,
        fraction: done / Double(epochs), remainingSeconds: clock.remaining(Double(epochs) - done),
        metric: run.metrics.first { $0.name == monitor }.map { ($0.name, $0.value) }))
  }

  /// Calls every callback that wants this moment, and remembers what they ask for.
  func call(_ hook: Hook) throws {
    for callback in callbacks where callback.hooks.contains(hook) {
      if let verb = try callback.call(hook, run) { position.verbs.insert(verb) }
    }
  }

  /// Calls a hook of the whole training, unless it was called before an interruption.
  /// - Returns: whether it was called now.
  @discardableResult private func callOnce(_ hook: Hook) throws -> Bool {
    guard called.insert(hook).inserted else { return false }
    try call(hook)
    return true
  }

  /// Tells the callbacks why the training fails; an error of theirs takes no other's place.
  private func report(_ error: any Error) {
    if case ExperimentError.interrupted = error { return }
    run.failure = "\(error)"
    do { try call(.error) } catch { site.progress.warn("\(error)") }
  }
}
