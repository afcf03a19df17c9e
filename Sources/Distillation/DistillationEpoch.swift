import Recommenders
import Tensors

/// The mini-batch loop: one epoch of a student's distillation.
public struct DistillationEpoch {
  /// What an optimiser step left behind.
  public struct Step: Sendable {
    /// Place of the step in the epoch, from 0.
    public let index: Int
    /// Steps in the epoch.
    public let count: Int
    /// The loss of the mini-batch, before the step.
    public let loss: Float
  }

  /// Who learns.
  public let student: any EmbeddingModel
  /// The loss.
  public let objective: any Objective
  /// What changes the student's parameters.
  public let optimizer: any Optimizer
  /// Which users, in which order.
  public let batches: UserBatches

  /// A loop of these parts; the optimiser holds all of the student's parameters.
  public init(
    student: any EmbeddingModel, objective: any Objective, optimizer: any Optimizer,
    batches: UserBatches
  ) {
    self.student = student
    self.objective = objective
    self.optimizer = optimizer
    self.batches = batches
  }

  /// Runs an epoch and gives the mean loss of a mini-batch.
  /// - Parameter onStep: called after every step; what it throws ends the epoch there.
  /// - Throws: what the objective throws, or ``TensorError``.
  public func run(
    _ epoch: Int, targets: Targets, phase: Phase, onStep: (Step) throws -> Void = { _ in }
  ) throws -> Double {
    var total = 0.0
    for (index, users) in batches.users(epoch: epoch).enumerated() {
      let loss = try objective.loss(targets.batch(users), student: student, phase: phase)
      try loss.backward()
      optimizer.step()
      try student.endStep()
      total += Double(loss.scalar)
      try onStep(Step(index: index, count: batches.count, loss: loss.scalar))
    }
    return total / Double(max(1, batches.count))
  }
}
