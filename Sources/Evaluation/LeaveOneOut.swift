import Recommenders
import Tensors

/// The leave-one-out protocol: each user's one held-out item is ranked among sampled candidates.
public enum LeaveOneOut {
  /// The rank, from 1, of each user's target: one more than the candidates that score higher.
  ///
  /// Among equal scores the smaller item id comes first.
  ///
  /// - Parameters:
  ///   - targets: One item a user; nil for users who are not measured.
  ///   - candidates: The items each user's target competes with; the target itself is skipped.
  public static func ranks(
    of model: any Recommender, targets: [Int32?], candidates: [[Int32]],
    budget: MemoryBudget = .standard
  ) throws(TensorError) -> [Int?] {
    precondition(targets.count == model.users && candidates.count == model.users)
    let block = budget.rows(of: 4 * model.items, atMost: 256)
    var ranks: [Int?] = []
    ranks.reserveCapacity(model.users)
    for start in stride(from: 0, to: model.users, by: block) {
      let users = start..<min(model.users, start + block)
      let scores = try model.scores(users: users)
      ranks += try Self.ranks(
        scores: scores, targets: Array(targets[users]), candidates: Array(candidates[users]))
    }
    return ranks
  }

  /// The same for rows of scores. *Shape* [users, items].
  public static func ranks(
    scores: Tensor, targets: [Int32?], candidates: [[Int32]]
  ) throws(TensorError) -> [Int?] {
    let width = scores.shape[1]
    for item in candidates.joined() + targets.compactMap({ $0 }) where item < 0 || item >= width {
      throw .index(operation: "leave-one-out ranks", found: Int(item), limit: width)
    }
    return targets.indices.map { row in
      guard let target = targets[row] else { return nil }
      let score = scores[row, Int(target)]
      return candidates[row].reduce(1) { rank, item in
        let other = scores[row, Int(item)]
        let isBefore = other > score || (other == score && item < target)
        return isBefore ? rank + 1 : rank
      }
    }
  }

  /// The mean of each metric over the users who have a rank.
  public static func means(_ metrics: [RankingMetric], ranks: [Int?]) -> [Double] {
    let ranks = ranks.compactMap { $0 }
    return metrics.map { metric in
      let sum = ranks.reduce(0) { $0 + metric.value(hitsAt: [$1 - 1], relevant: 1) }
      return sum / Double(max(1, ranks.count))
    }
  }
}
