import Tensors

/// Trains one model by its own loss until its evaluations stop improving.
///
/// Mechanism only: what is measured, recorded, shown or saved is the caller's, in the closures of
/// ``run(evaluate:afterEpoch:)``. Epochs are counted as done, so the first evaluation of
/// `every = 8` comes at 8.
public final class TeacherTraining {
  /// How long to train and when to look.
  public struct Plan: Sendable, Equatable {
    /// Most epochs.
    public var epochs: Int
    /// Epochs between evaluations.
    public var every: Int
    /// Evaluations in a row without gain after which training stops.
    public var patience: Int

    /// A plan.
    public init(epochs: Int, every: Int, patience: Int) {
      (self.epochs, self.every, self.patience) = (epochs, every, patience)
    }
  }

  /// The model in training; after ``run(evaluate:afterEpoch:)`` it holds the best parameters.
  public let model: any Recommender
  /// The plan.
  public let plan: Plan
  /// Epochs that are done.
  public private(set) var epoch = 0
  /// Mean loss a step of the last epoch.
  public private(set) var loss = 0.0
  /// Every evaluation so far.
  public private(set) var history: [TrainingState.Evaluation] = []
  private let optimizer: any Optimizer
  private var best: [Tensor] = []

  /// A training from the model's present parameters.
  public init(_ model: any Recommender, optimizer: any Optimizer, plan: Plan) {
    (self.model, self.optimizer, self.plan) = (model, optimizer, plan)
  }

  /// A training as the specification of the model says, with Adam.
  public convenience init(_ model: any Recommender, _ specification: ModelSpecification) {
    self.init(
      model,
      optimizer: Adam(
        model.parameters, learningRate: Float(specification["lr"]),
        decay: specification.optimizerDecay),
      plan: Plan(
        epochs: specification.whole("epochs"), every: specification.whole("every"),
        patience: specification.whole("patience")))
  }

  /// The best evaluation so far; the earlier of equal ones.
  public var bestEvaluation: TrainingState.Evaluation? {
    history.reduce(nil) { best, next in
      guard let best, best.value >= next.value else { return next }
      return best
    }
  }

  /// Whether the plan is at its end, or patience is.
  public var isFinished: Bool {
    if epoch >= plan.epochs { return true }
    guard let best = bestEvaluation else { return false }
    return history.filter { $0.epoch > best.epoch }.count >= plan.patience
  }

  /// Trains to the end, and brings back the best parameters.
  ///
  /// - Parameters:
  ///   - evaluate: Measures the model, given the epochs done; higher is better.
  ///   - afterEpoch: Called after every epoch and its evaluation: progress, checkpoint. What it throws
  ///     interrupts the training, which may be continued.
  /// - Throws: ``ModelError/diverged(kind:epoch:step:)``, or what the closures or the model throw.
  public func run(
    evaluate: (Int) throws -> Double, afterEpoch: (TeacherTraining) throws -> Void = { _ in }
  ) throws {
    while !isFinished {
      try trainEpoch()
      if epoch.isMultiple(of: plan.every) || epoch == plan.epochs {
        try note(evaluate(epoch))
      }
      try afterEpoch(self)
    }
    for (parameter, value) in zip(model.parameters, best) { try parameter.assign(value) }
  }

  private func trainEpoch() throws {
    model.beginEpoch(epoch)
    var sum = 0.0
    for step in 0..<model.steps {
      let loss = try model.loss(step: step)
      guard loss.scalar.isFinite else {
        throw ModelError.diverged(kind: type(of: model).kind, epoch: epoch, step: step)
      }
      sum += Double(loss.scalar)
      try loss.backward()
      optimizer.step()
      try model.endStep()
    }
    loss = sum / Double(max(1, model.steps))
    epoch += 1
  }

  private func note(_ value: Double) throws {
    let improves = bestEvaluation.map { value > $0.value } ?? true
    history.append(TrainingState.Evaluation(epoch: epoch, value: value))
    if improves { best = model.parameters.map { $0.value.copy() } }
  }
}

extension TeacherTraining {
  /// A copy of all that continuing needs.
  public var state: TrainingState {
    let now = model.parameters.map { ("now.\($0.name)", $0.value.copy()) }
    let best = zip(model.parameters, best).map { ("best.\($0.name)", $1) }
    let moments = optimizer.state.map { ("optimizer.\($0.name)", $0.value.copy()) }
    return TrainingState(
      epoch: epoch, history: history, stepCount: optimizer.stepCount,
      tensors: now + best + moments)
  }

  /// Continues from a saved state of the same model and plan; what follows gives the same bytes as
  /// a training that was never interrupted.
  ///
  /// - Throws: ``ModelError/state(_:)`` or `TensorError` when the state does not fit.
  public func restore(_ state: TrainingState) throws {
    let saved = Dictionary(state.tensors.map { ($0.name, $0.value) }) { first, _ in first }
    func tensor(_ name: String) throws(ModelError) -> Tensor {
      guard let tensor = saved[name] else { throw .state("it holds no tensor \"\(name)\"") }
      return tensor
    }
    let prefix = "optimizer."
    var moments: [String: Tensor] = [:]
    for (name, value) in state.tensors where name.hasPrefix(prefix) {
      moments[String(name.dropFirst(prefix.count))] = value
    }
    let best =
      try state.history.isEmpty ? [] : model.parameters.map { try tensor("best.\($0.name)") }
    for parameter in model.parameters { try parameter.assign(tensor("now.\(parameter.name)")) }
    try optimizer.restore(stepCount: state.stepCount, state: moments)
    (self.best, epoch, history) = (best, state.epoch, state.history)
  }
}
