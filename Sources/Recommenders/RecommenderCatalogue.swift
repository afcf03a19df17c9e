import Interactions

/// The models there are.
public enum RecommenderCatalogue {
  /// Every model, in the order in which listings show them.
  public static let entries: [ModelDeclaration] = [
    .matrixFactorization, .metricLearning, .neuralMatrixFactorization, .lightGCN, .multVAE,
    .itemVAE,
  ]

  /// The model of a name.
  ///
  /// - Throws: ``ModelError/kind(found:nearest:known:)`` that names the nearest one.
  public static func entry(_ kind: String) throws(ModelError) -> ModelDeclaration {
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
