import Recommenders
import Tensors

/// What a student learns in an epoch, step by step: a function of seed, epoch and the run's state.
protocol Lesson: AnyObject {
  /// Optimiser steps in the epoch begun last.
  var steps: Int { get }
  /// Draws the mini-batches of an epoch.
  func begin(epoch: Int) throws
  /// The loss of a step, one tracked number.
  func loss(step: Int) throws -> Tensor
  /// What is said of a loss that cannot be differentiated.
  func blame(_ error: any Error) -> any Error
}

extension Lesson {
  func blame(_ error: any Error) -> any Error { error }
}

/// The student's own objective, summed over the interactions as distillations add it: no teacher is
/// heard.
final class OwnLesson: Lesson {
  private let model: any EmbeddingModel

  init(_ model: any EmbeddingModel) { self.model = model }

  var steps: Int { model.steps }
  func begin(epoch: Int) { model.beginEpoch(epoch) }
  func loss(step: Int) throws -> Tensor { try model.summedLoss(step: step) }
}
