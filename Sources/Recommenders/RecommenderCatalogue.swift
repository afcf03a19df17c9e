import Interactions

/// A model as configs know it: its name, its parameters, and how it is made.
public struct CatalogueEntry: Sendable {
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

/// The models there are.
public enum RecommenderCatalogue {
  /// Every model, in the order in which listings show them.
  public static let entries: [CatalogueEntry] = [
    .matrixFactorization, .metricLearning, .neuralMatrixFactorization, .lightGCN, .multVAE,
    .itemVAE,
  ]

  /// The model of a name.
  ///
  /// - Throws: ``ModelError/kind(found:nearest:known:)`` that names the nearest one.
  public static func entry(_ kind: String) throws(ModelError) -> CatalogueEntry {
    if let entry = entries.first(where: { $0.kind == kind }) { return entry }
    let known = entries.map(\.kind)
    throw .kind(found: kind, nearest: nearestName(to: kind, among: known), known: known)
  }

  /// An untrained model.
  ///
  /// - Throws: ``ModelError`` when the data cannot train it.
  public static func make(
    _ specification: ModelSpecification, train: InteractionMatrix, seed: UInt64
  ) throws(ModelError) -> any Recommender {
    guard train.count > 0 else {
      throw .data(kind: specification.kind, reason: "there is no training interaction")
    }
    return try entry(specification.kind).make(specification, train, seed)
  }
}
