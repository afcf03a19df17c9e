import Interactions

/// A model as configs know it: its name, its parameters, and how it is made.
public struct CatalogueEntry: Sendable {
  /// The name in configs.
  public let kind: String
  /// One line for listings.
  public let summary: String
  /// Every parameter it takes: its own first, then those of its training.
  public let parameters: [ParameterDeclaration]
  /// Makes the model for training data and a seed.
  let make:
    @Sendable (ModelSpecification, InteractionMatrix, UInt64) throws(ModelError) -> any Recommender
}

/// The models there are.
public enum RecommenderCatalogue {
  /// Every model, in the order in which listings show them.
  public static let entries: [CatalogueEntry] = [.matrixFactorization, .multVAE]

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

extension CatalogueEntry {
  /// Declarations every model's training has, with the model's own defaults.
  static func training(
    batch: Int, lr: Double, decay: Double, epochs: Int, every: Int, patience: Int, unit: String
  ) -> [ParameterDeclaration] {
    [
      .whole("batch", batch, in: 1...1_000_000, "\(unit) an optimiser step"),
      .number("lr", lr, in: 0...10, "learning rate of Adam"),
      .number("decay", decay, in: 0...10, "L2 decay, added to the gradient of every parameter"),
      .whole("epochs", epochs, in: 1...1_000_000, "most epochs of training"),
      .whole("every", every, in: 1...1_000_000, "epochs between evaluations"),
      .whole("patience", patience, in: 1...1_000_000, "evaluations without gain before it stops"),
    ]
  }

  static let matrixFactorization = CatalogueEntry(
    kind: MatrixFactorization.kind,
    summary: "Matrix factorisation trained by Bayesian personalised ranking.",
    parameters: [
      .whole("dim", 128, in: 1...4096, "width of the embeddings"),
      .whole("negatives", 1, in: 1...1000, "unobserved items drawn for each interaction"),
    ]
      + training(
        batch: 1024, lr: 1e-3, decay: 1e-3, epochs: 300, every: 8, patience: 3,
        unit: "interactions"),
    make: { (own, train, seed) throws(ModelError) in
      MatrixFactorization(
        train: train, dim: own.whole("dim"), batch: own.whole("batch"),
        negatives: own.whole("negatives"), seed: seed)
    })

  static let multVAE = CatalogueEntry(
    kind: MultVAE.kind,
    summary: "Variational auto-encoder of users' histories with a multinomial likelihood.",
    parameters: [
      .whole("hidden", 200, in: 1...4096, "width of the hidden layer"),
      .whole("dim", 200, in: 1...4096, "width of the latent code"),
      .number("dropout", 0.5, in: 0...0.99, "share of a history hidden from the encoder"),
      .number("kl", 0.2, in: 0...10, "highest weight of the KL term"),
      .whole("anneal", 2000, in: 0...1_000_000_000, "steps until the KL term has that weight"),
    ]
      + training(
        batch: 256, lr: 1e-3, decay: 0, epochs: 150, every: 4, patience: 5, unit: "users"),
    make: { (own, train, seed) throws(ModelError) in
      let settings = MultVAE.Settings(
        hidden: own.whole("hidden"), latent: own.whole("dim"), batch: own.whole("batch"),
        dropout: Float(own["dropout"]), kl: Float(own["kl"]), anneal: own.whole("anneal"))
      return MultVAE(train: train, settings: settings, seed: seed)
    })
}
