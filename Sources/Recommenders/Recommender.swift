import Tensors

/// A model that scores every item for every user: a teacher or a student.
///
/// An epoch of its own training is `beginEpoch`, then for each of ``steps``: ``loss(step:)``, its
/// `backward()`, an optimiser step, ``endStep()``.
public protocol Recommender: AnyObject {
  /// The name by which a config asks for this model, such as `"mf"`.
  static var kind: String { get }
  /// How many users are scored.
  var users: Int { get }
  /// How many items each user is scored for.
  var items: Int { get }
  /// What training changes; saved under the parameters' names.
  var parameters: [Parameter] { get }
  /// Optimiser steps in an epoch of the model's own training.
  var steps: Int { get }

  /// Prepares the order and the samples of an epoch, as a function of the seed and the epoch alone.
  func beginEpoch(_ epoch: Int)

  /// The loss of one step of the epoch begun last, as one tracked number.
  func loss(step: Int) throws(TensorError) -> Tensor

  /// Whatever must follow an optimiser step, such as a projection.
  func endStep() throws(TensorError)

  /// Scores of a range of users for all items, higher is better; untracked.
  ///
  /// A user's row does not depend on the range it is asked with. *Shape* [users, items].
  func scores(users: Range<Int>) throws(TensorError) -> Tensor
}

extension Recommender {
  /// Nothing follows a step unless a model says so.
  public func endStep() throws(TensorError) {}

  /// The number of trained floats.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }
}

/// A model whose score is the inner product of a user's and an item's embedding.
public protocol EmbeddingModel: Recommender {
  /// The embeddings of some users. *Shapes* [b] → [b, d].
  func userEmbeddings(_ users: IndexTensor) throws(TensorError) -> Tensor

  /// The embeddings of all items. *Shape* [n, d].
  func itemEmbeddings() throws(TensorError) -> Tensor

  /// The interactions of a step of the epoch begun last.
  func interactions(step: Int) -> InteractionBatch

  /// The loss of one step as a sum over its interactions, to which other sums may be added.
  func summedLoss(step: Int) throws(TensorError) -> Tensor
}

extension EmbeddingModel {
  /// The loss of the step, a sum already.
  public func summedLoss(step: Int) throws(TensorError) -> Tensor { try loss(step: step) }
}

/// Some interactions of an epoch, each with unobserved items of its user.
public struct InteractionBatch {
  /// *Shape* [b].
  public let users: IndexTensor
  /// The observed item first. *Shape* [b, 1 + negatives].
  public let items: IndexTensor

  /// A batch of these.
  public init(users: IndexTensor, items: IndexTensor) { (self.users, self.items) = (users, items) }
}
