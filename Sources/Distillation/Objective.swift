import Recommenders
import Tensors

/// What an objective needs to know of teachers.
public enum Knowledge: String, Sendable, CaseIterable {
  /// Ordered lists of items.
  case lists
  /// Scores of items.
  case scores
  /// Embeddings of users and items.
  case embeddings
  /// Several stages of a teacher's training.
  case trajectory
}

/// The loss of a mini-batch of users.
public protocol Objective: AnyObject {
  /// The name under which it is recorded.
  var name: String { get }
  /// What it needs; a run whose teachers cannot give it is refused before training.
  var knowledge: [Knowledge] { get }
  /// The loss, one number tracked to the student's parameters: a sum over users, not a mean.
  func loss(_ batch: UserBatch, student: any EmbeddingModel, phase: Phase) throws -> Tensor
  /// What is said of a loss that cannot be differentiated: the error itself, unless an objective
  /// knows better whose fault it is.
  func blame(_ error: any Error) -> any Error
}

extension Objective {
  /// The error itself.
  public func blame(_ error: any Error) -> any Error { error }
}
