import Interactions

/// A model as configs know it: its name, its parameters, and how it is made.
public struct ModelDeclaration: Sendable {
  /// The name in configs.
  public let kind: String
  /// One line for listings.
  public let summary: String
  /// Every parameter it takes: its own first, then those of its training.
  public let parameters: [ParameterDeclaration]
  /// Whether scores are products of a user's and an item's embedding, so that it may be a student.
  public var hasEmbeddings = false
  /// Whether the model's own loss has the decay in it, so that the optimiser is to add none.
  public var lossDecays = false
  /// Makes the model for training data and a seed.
  let make:
    @Sendable (ModelSpecification, InteractionMatrix, UInt64) throws(ModelError) -> any Recommender
}
