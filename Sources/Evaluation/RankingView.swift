import Interactions
import Recommenders
import Tensors

/// What an evaluation protocol sees of a model: its rankings of all items for all users, and the
/// split they are measured on.
public struct RankingView: Sendable {
  /// The split.
  public let split: Split
  /// The rankings, without training items.
  public let ranking: CatalogueRanking

  /// A view of rankings that are there already.
  public init(_ ranking: CatalogueRanking, on split: Split) {
    (self.ranking, self.split) = (ranking, split)
  }

  /// Ranks a model for metrics up to `depth`, whichever held-out parts they mask.
  public init(
    of model: any Recommender, on split: Split, depth: Int, budget: MemoryBudget = .standard
  ) throws(TensorError) {
    let ranking = try CatalogueRanking(
      of: model, excluding: split.train, maskable: [split.valid, split.test], depth: depth,
      budget: budget)
    self.init(ranking, on: split)
  }

  /// The metrics of a held-out part, averaged.
  ///
  /// - Parameters:
  ///   - masks: Held-out parts whose items are taken out of the lists, besides training items.
  ///   - users: Who is averaged over; at first all that have relevant items in this part.
  ///   - items: Which items count as relevant; nil for all.
  public func measure(
    _ metrics: [RankingMetric], on part: HeldOut, masking masks: [HeldOut], users: [Int32]? = nil,
    among items: [Bool]? = nil
  ) -> [(name: String, value: Double)] {
    let relevant = items.map { split[part].keeping($0) } ?? split[part]
    let users =
      users ?? (0..<Int32(split.userCount)).filter { relevant.count(of: Int($0)) > 0 }
    let lists = ranking.lists(
      masking: masks.map { split[$0] }, k: metrics.map(\.k).max() ?? 1)
    let means = RankedLists.means(metrics, lists: lists, relevant: relevant, users: users)
    return zip(metrics, means).map { ("\(part.rawValue).\($0)", $1) }
  }
}
