import Interactions
import Tensors

/// Metrics of ranked lists, averaged over users.
public enum RankedLists {
  /// The mean of each metric over `users`, in their order, in double precision.
  ///
  /// A user without relevant items adds 0 and counts: who is averaged over is the caller's choice.
  ///
  /// - Parameters:
  ///   - lists: Best-first items of every user; −1 pads. *Shape* [all users, k].
  ///   - relevant: The items of each user that are to be found.
  public static func means(
    _ metrics: [RankingMetric], lists: IndexTensor, relevant: InteractionMatrix, users: [Int32]
  ) -> [Double] {
    precondition(lists.shape.count == 2 && lists.shape[0] == relevant.userCount)
    precondition(metrics.allSatisfy { $0.k <= lists.shape[1] }, "the lists are too short")
    var sums = [Double](repeating: 0, count: metrics.count)
    for user in users {
      let wanted = relevant[Int(user)]
      let places = places(of: wanted, in: lists, user: Int(user))
      for (index, metric) in metrics.enumerated() {
        sums[index] += metric.value(hitsAt: places, relevant: wanted.count)
      }
    }
    return sums.map { $0 / Double(max(1, users.count)) }
  }

  /// Where a user's list holds relevant items, ascending.
  private static func places(
    of wanted: ArraySlice<Int32>, in lists: IndexTensor, user: Int
  ) -> [Int] {
    guard !wanted.isEmpty else { return [] }
    return lists.withSpan { span in
      let start = user * lists.shape[1]
      return (0..<lists.shape[1]).filter { wanted.contains(span[start + $0]) }
    }
  }
}
