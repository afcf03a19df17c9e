import Tensors

extension ModelDeclaration {
  /// Declarations every model's training has, with the model's own defaults.
  private static func training(
    batch: Int, lr: Double, decay: Double, epochs: Int, every: Int, patience: Int, unit: String,
    decayHelp: String = "L2 decay, added to the gradient of every parameter"
  ) -> [ParameterDeclaration] {
    [
      .whole("batch", batch, in: 1...1_000_000, "\(unit) an optimiser step"),
      .number("lr", lr, in: 0...10, "learning rate of Adam"),
      .number("decay", decay, in: 0...10, decayHelp),
      .whole("epochs", epochs, in: 1...1_000_000, "most epochs of training"),
      .whole("every", every, in: 1...1_000_000, "epochs between evaluations"),
      .whole("patience", patience, in: 1...1_000_000, "evaluations without gain before it stops"),
    ]
  }

  private static func dim(
    _ standard: Int, _ help: String = "width of the embeddings"
  ) -> ParameterDeclaration {
    .whole("dim", standard, in: 1...4096, help)
  }

  private static func negatives(_ standard: Int) -> ParameterDeclaration {
    .whole("negatives", standard, in: 1...1000, "unobserved items drawn for each interaction")
  }

  static let matrixFactorization = ModelDeclaration(
    kind: MatrixFactorization.kind,
    summary: "Matrix factorisation trained by Bayesian personalised ranking.",
    parameters: [dim(128), negatives(1)]
      + training(
        batch: 1024, lr: 1e-3, decay: 1e-3, epochs: 300, every: 8, patience: 3,
        unit: "interactions"),
    hasEmbeddings: true,
    make: { (own, train, seed) throws(ModelError) in
      MatrixFactorization(
        train: train, dim: own.whole("dim"), batch: own.whole("batch"),
        negatives: own.whole("negatives"), seed: seed)
    })

  static let metricLearning = ModelDeclaration(
    kind: MetricLearning.kind,
    summary: "Collaborative metric learning: distances in the unit ball, hinge loss.",
    parameters: [
      dim(100), negatives(20),
      .number("margin", 1, in: 0...4, "how much nearer an observed item shall be (squared)"),
      .whole("weighted", 1, in: 0...1, "1: an interaction weighs more the worse it ranks"),
    ]
      + training(
        batch: 2048, lr: 2e-3, decay: 0, epochs: 150, every: 6, patience: 3,
        unit: "interactions"),
    make: { (own, train, seed) throws(ModelError) in
      let settings = MetricLearning.Settings(
        dim: own.whole("dim"), batch: own.whole("batch"), negatives: own.whole("negatives"),
        margin: Float(own["margin"]), weighted: own.whole("weighted") == 1)
      return MetricLearning(train: train, settings: settings, seed: seed)
    })

  static let neuralMatrixFactorization = ModelDeclaration(
    kind: NeuralMatrixFactorization.kind,
    summary: "Neural matrix factorisation: a generalised inner product and a perceptron.",
    parameters: [
      dim(64), .whole("hidden", 32, in: 1...4096, "width of the hidden layer"), negatives(4),
    ]
      + training(
        batch: 1024, lr: 1e-3, decay: 2e-3, epochs: 150, every: 4, patience: 5,
        unit: "interactions"),
    make: { (own, train, seed) throws(ModelError) in
      NeuralMatrixFactorization(
        train: train, dim: own.whole("dim"), hidden: own.whole("hidden"),
        batch: own.whole("batch"), negatives: own.whole("negatives"), seed: seed)
    })

  static let lightGCN = ModelDeclaration(
    kind: LightGCN.kind,
    summary: "Light graph convolution over users and their items, trained by BPR.",
    parameters: [
      dim(64), .whole("layers", 3, in: 0...16, "how often embeddings are propagated"),
      negatives(1),
    ]
      + training(
        batch: 4096, lr: 5e-3, decay: 1e-4, epochs: 300, every: 4, patience: 3,
        unit: "interactions",
        decayHelp: "weight in the loss of the squared embeddings that a batch uses"),
    hasEmbeddings: true, lossDecays: true,
    make: { (own, train, seed) throws(ModelError) in
      do throws(TensorError) {
        return try LightGCN(
          train: train, dim: own.whole("dim"), layers: own.whole("layers"),
          batch: own.whole("batch"), negatives: own.whole("negatives"),
          decay: Float(own["decay"]), seed: seed)
      } catch {
        throw .data(kind: own.kind, reason: error.description)
      }
    })

  private static func autoencoder(
    dim: Int, dropout: Double, anneal: Int, history: String
  ) -> [ParameterDeclaration] {
    [
      .whole("hidden", 200, in: 1...4096, "width of the hidden layer"),
      Self.dim(dim, "width of the latent code"),
      .number("dropout", dropout, in: 0...0.99, "share of \(history) hidden from the encoder"),
      .number("kl", 0.2, in: 0...10, "highest weight of the KL term"),
      .whole("anneal", anneal, in: 0...1_000_000_000, "steps until the KL term has that weight"),
    ]
  }

  static let multVAE = ModelDeclaration(
    kind: MultVAE.kind,
    summary: "Variational auto-encoder of users' histories with a multinomial likelihood.",
    parameters: autoencoder(dim: 200, dropout: 0.5, anneal: 2000, history: "a history")
      + training(
        batch: 256, lr: 1e-3, decay: 0, epochs: 150, every: 4, patience: 5, unit: "users"),
    make: { (own, train, seed) throws(ModelError) in
      MultVAE(train: train, settings: AutoencoderSettings(own), seed: seed)
    })

  static let itemVAE = ModelDeclaration(
    kind: ItemVAE.kind,
    summary: "Variational auto-encoder of items' audiences with a multinomial likelihood.",
    parameters: autoencoder(dim: 128, dropout: 0.3, anneal: 4000, history: "an audience")
      + training(
        batch: 512, lr: 1e-3, decay: 0, epochs: 60, every: 2, patience: 3, unit: "items"),
    make: { (own, train, seed) throws(ModelError) in
      ItemVAE(train: train, settings: AutoencoderSettings(own), seed: seed)
    })
}

extension AutoencoderSettings {
  fileprivate init(_ own: ModelSpecification) {
    self.init(
      hidden: own.whole("hidden"), latent: own.whole("dim"), batch: own.whole("batch"),
      dropout: Float(own["dropout"]), kl: Float(own["kl"]), anneal: own.whole("anneal"))
  }
}
