import Evaluation
import Interactions
import Tensors
import Testing

/// Metrics of lists that are short enough to work out by hand.
@Suite struct RankingMetricTests {
  /// Relevant items at ranks 2 and 4 of four, and one that is not listed.
  private static let worked: [(String, Double)] = [
    ("recall@4", 0.6666666666666666), ("recall@1", 0), ("hr@2", 1), ("hr@1", 0), ("mrr@4", 0.5),
    ("precision@4", 0.5), ("map@4", 0.3333333333333333), ("map@2", 0.25),
    ("ndcg@4", 0.49818925746641285),
  ]

  @Test(arguments: worked)
  func handComputed(name: String, wanted: Double) throws {
    let metric = try RankingMetric(name)
    #expect(abs(metric.value(hitsAt: [1, 3], relevant: 3) - wanted) < 1e-15)
    #expect(metric.description == name)
  }

  @Test func recallCannotReachOneBeyondK() throws {
    #expect(try RankingMetric("recall@2").value(hitsAt: [0, 1], relevant: 8) == 0.25)
    #expect(try RankingMetric("ndcg@2").value(hitsAt: [0, 1], relevant: 8) == 1)
  }

  @Test(arguments: ["recall", "recal@5", "recall@0", "recall@-1", "recall@5@5", "ndcg@x", ""])
  func namesThatAreNone(name: String) {
    #expect(throws: MetricError.self) { try RankingMetric(name) }
  }

  @Test func meansAreOverTheUsersNamed() throws {
    let relevant = InteractionMatrix(rows: [[3], [1, 2], []], itemCount: 4)
    let lists = try IndexTensor([3, 0, 0, 2, 1, -1], shape: [3, 2])
    let metrics = [RankingMetric(.recall, at: 2), RankingMetric(.mrr, at: 2)]
    #expect(
      RankedLists.means(metrics, lists: lists, relevant: relevant, users: [0, 1]) == [0.75, 0.75])
    #expect(
      RankedLists.means(metrics, lists: lists, relevant: relevant, users: [0, 1, 2]) == [0.5, 0.5])
  }

  @Test func equalScoresRankTheSmallerIdFirst() throws {
    let scores = Tensor(repeating: 1, shape: [2, 6])
    let ranks = try LeaveOneOut.ranks(
      scores: scores, targets: [3, nil], candidates: [[0, 3, 4, 5, 1], [2]])
    #expect(ranks == [3, nil])
    #expect(throws: TensorError.index(operation: "leave-one-out ranks", found: 6, limit: 6)) {
      try LeaveOneOut.ranks(scores: scores, targets: [3, nil], candidates: [[6], []])
    }
  }
}
