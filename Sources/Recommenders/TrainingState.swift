import Tensors

/// Where a training stands after an epoch: everything that continuing it needs, in memory.
public struct TrainingState: @unchecked Sendable {
  /// Epochs that are done.
  public let epoch: Int
  /// Every evaluation so far: the epochs that were done then, and its value.
  public let history: [Evaluation]
  /// Optimiser steps that are done.
  public let stepCount: Int
  /// Present parameters (`now.…`), those of the best evaluation (`best.…`) and the optimiser's state
  /// (`optimizer.…`), by name.
  public let tensors: [(name: String, value: Tensor)]

  /// A state read from a checkpoint.
  public init(
    epoch: Int, history: [Evaluation], stepCount: Int, tensors: [(name: String, value: Tensor)]
  ) {
    (self.epoch, self.history, self.stepCount) = (epoch, history, stepCount)
    self.tensors = tensors
  }

  /// One evaluation of a model in training.
  public struct Evaluation: Sendable, Equatable {
    /// Epochs that were done.
    public let epoch: Int
    /// What was measured; higher is better.
    public let value: Double

    /// An evaluation.
    public init(epoch: Int, value: Double) { (self.epoch, self.value) = (epoch, value) }
  }
}
