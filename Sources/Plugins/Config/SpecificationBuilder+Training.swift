import Experiments
import Formats

/// How the student trains, and those it is compared with.
extension SpecificationBuilder {
  /// How long and by which steps the student trains.
  func training() throws -> TrainingSpecification {
    let train = config.section("train")
    let optimizer = train.section("optimizer")
    let path = "train.optimizer"
    return TrainingSpecification(
      epochs: train.int("epochs"), batch: train.int("batch"),
      optimizer: OptimizerKind(rawValue: optimizer.text("name")) ?? .adam,
      learningRate: try number(optimizer, "lr", at: path),
      decay: try number(optimizer, "decay", at: path), patience: train.int("patience"))
  }

  /// What the student is compared with, and the numbers that a baseline sets for itself.
  func baselines() throws -> [(kind: Baseline, own: ResolvedSection?)] {
    var known: Set<Baseline> = []
    return try config.list("baselines").compactMap { entry in
      let name = entry.string ?? entry["name"]?.string ?? ""
      guard let kind = Baseline(rawValue: name) else { return nil }
      guard known.insert(kind).inserted else {
        throw resolver.error("baselines", "baselines names \"\(name)\" twice; leave one out")
      }
      return (kind, entry.string == nil ? ResolvedSection(entry) : nil)
    }
  }

  /// A training with the numbers that a baseline sets for itself.
  func tuned(
    _ training: TrainingSpecification, by own: ResolvedSection
  ) -> TrainingSpecification {
    var tuned = training
    tuned.batch = own.members["batch"]?.int ?? training.batch
    tuned.learningRate = own.members["lr"]?.double.map { .constant($0) } ?? training.learningRate
    tuned.decay = own.members["decay"]?.double.map { .constant($0) } ?? training.decay
    tuned.patience = own.members["patience"]?.int ?? training.patience
    return tuned
  }
}
