import Evaluation
import Formats
import Interactions
import Recommenders
import Tensors

/// Measures rankings by the experiment's protocol.
struct Measurement {
  let split: Split
  let evaluation: any EvaluationProtocol
  let monitor: String
  let budget: MemoryBudget
  /// The items that each user's held-out ones are ranked among; nil for the whole catalogue.
  private let candidates: InteractionMatrix?

  init(
    split: Split, evaluation: any EvaluationProtocol, monitor: String, budget: MemoryBudget
  ) {
    self.split = split
    self.evaluation = evaluation
    self.monitor = monitor
    self.budget = budget
    candidates = evaluation.candidates?.candidates(of: split)
  }

  /// How many items of each user's list the protocol reads.
  var depth: Int { evaluation.depth }

  /// What was held out, and the rule by which candidates are drawn: numbers of one protocol are of one
  /// kind only where this is the same.
  var fingerprint: String {
    let rule = evaluation.candidates.map { "\($0.negatives) candidates by \($0.seed)" } ?? ""
    return SHA256.hexDigest(of: split.heldOutFingerprint + rule)
  }

  /// Ranks the catalogue for every user, in one pass that serves all masks up to `depth`.
  func ranking(of model: any Recommender, depth: Int) throws -> CatalogueRanking {
    try ranker(of: model)(depth)
  }

  /// What ranks a model's catalogue to a depth. It holds no protocol, which may hold the run that
  /// holds this.
  func ranker(of model: any Recommender) -> (Int) throws -> CatalogueRanking {
    { [split, budget, least = depth] depth in
      try CatalogueRanking(
        of: model, excluding: split.train, maskable: [split.valid, split.test],
        depth: max(depth, least), budget: budget)
    }
  }

  /// The protocol's numbers for some rankings of the catalogue.
  func metrics(of ranking: CatalogueRanking) throws -> [Metric] {
    try evaluation.measure(RankingView(candidates.map(ranking.among) ?? ranking, on: split))
  }

  /// The protocol's numbers for lists that were cut off; none where items are sampled, because a
  /// short list does not rank them.
  func metrics(ofCut lists: IndexTensor) throws -> [Metric] {
    candidates == nil ? try metrics(of: CatalogueRanking(lists: lists)) : []
  }

  /// The protocol's numbers for a model.
  /// - Parameter ranking: its ranking of the catalogue, asked for only if the protocol needs it.
  func metrics(
    of model: any Recommender, ranking: () throws -> CatalogueRanking
  ) throws -> [Metric] {
    guard let candidates else { return try metrics(of: ranking()) }
    let ranked = try CatalogueRanking(of: model, among: candidates, budget: budget)
    return try evaluation.measure(RankingView(ranked, on: split))
  }

  /// The monitored number among the protocol's.
  func monitored(in metrics: [Metric]) throws -> Double {
    guard let found = metrics.first(where: { $0.name == monitor }) else {
      let known = metrics.map(\.name).joined(separator: ", ")
      throw ExperimentError.input(
        "evaluate.monitor = \"\(monitor)\" is not measured by the protocol \(evaluation.name); it "
          + "gives \(known).")
    }
    return found.value
  }

  /// The greatest number of held-out items of a user: by so much lists must be deeper than metrics.
  var mostHeldOut: Int {
    (0..<split.userCount).map { split.valid.count(of: $0) + split.test.count(of: $0) }.max() ?? 0
  }

  /// Measures empty lists, so that a wrong monitor or protocol is found before training.
  func rehearse() throws {
    let empty = IndexTensor(repeating: -1, shape: [split.userCount, depth])
    _ = try monitored(in: metrics(of: CatalogueRanking(lists: empty)))
  }
}

extension EvaluationSpecification {
  /// Refuses a monitor that is not among the protocol's numbers for a tiny world; a protocol that
  /// cannot measure that one is judged by its own data later.
  /// - Throws: `ExperimentError.input` with the names of its numbers.
  public func checkMonitor() throws {
    guard let world = try? Rehearsal() else { return }
    let measurement = Measurement(
      split: world.split, evaluation: `protocol`, monitor: monitor, budget: .standard)
    do { try measurement.rehearse() } catch let error as ExperimentError {
      if case .input = error { throw error }
    }
  }
}
