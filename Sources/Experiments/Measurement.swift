import Evaluation
import Interactions
import Recommenders
import Tensors

/// Measures rankings by the experiment's protocol.
struct Measurement {
  let split: Split
  let evaluation: any EvaluationProtocol
  let monitor: String
  let budget: MemoryBudget

  /// How many items of each user's list the protocol reads.
  var depth: Int { evaluation.depth }

  /// Ranks the catalogue for every user, in one pass that serves all masks up to `depth`.
  func ranking(of model: any Recommender, depth: Int) throws -> CatalogueRanking {
    try CatalogueRanking(
      of: model, excluding: split.train, maskable: [split.valid, split.test],
      depth: max(depth, self.depth), budget: budget)
  }

  /// The protocol's numbers for some rankings.
  func metrics(of ranking: CatalogueRanking) throws -> [Metric] {
    try evaluation.measure(RankingView(ranking, on: split))
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
