import Interactions
import Measuring
import Recommenders
import Tensors

/// A model in training, an epoch at a time and without evaluation.
struct Teacher {
  let model: any Recommender
  private let training: TeacherTraining

  init(_ kind: String, _ values: [String: Double], train: InteractionMatrix) throws {
    let specification = try ModelSpecification(kind, values)
    model = try RecommenderCatalogue.make(specification, train: train, seed: 0)
    let adam = Adam(
      model.parameters, learningRate: Float(specification["lr"]),
      decay: specification.optimizerDecay)
    training = TeacherTraining(
      model, optimizer: adam, plan: .init(epochs: 1_000_000, every: 1_000_000, patience: 1))
  }

  /// What the next epoch takes.
  func epoch() throws -> Cost {
    try Cost {
      do {
        try training.run(evaluate: { _ in 0 }, afterEpoch: { _ in throw EpochIsOver() })
      } catch is EpochIsOver {}
    }
  }
}

/// Interrupts a training, which may be continued.
private struct EpochIsOver: Error {}
