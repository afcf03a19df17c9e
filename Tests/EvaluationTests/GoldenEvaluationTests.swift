import Evaluation
import Formats
import GoldenSupport
import Interactions
import Recommenders
import Tensors
import Testing

/// Metrics against the reference's, in the repository's golden cases and in the folder beside it.
@Suite struct GoldenEvaluationTests {
  @Test func committedCases() throws { try check(.committed) }

  @Test(.enabled(if: GoldenFolder.outside.isThere, "there is no golden folder outside"))
  func outsideCases() throws { try check(.outside) }

  private func check(_ folder: GoldenFolder) throws {
    let fullRankings = try folder.cases("eval_recall_ndcg")
    let leaveOneOuts = try folder.cases("eval_loo")
    #expect(!fullRankings.isEmpty && !leaveOneOuts.isEmpty)
    for golden in fullRankings { try checkFullRanking(golden) }
    for golden in leaveOneOuts { try checkLeaveOneOut(golden) }
  }

  private func checkFullRanking(_ golden: GoldenCase) throws {
    let model = try GivenScores(golden.matrix("scores"))
    let (train, _) = try interactions(golden, "train", model)
    let (valid, _) = try interactions(golden, "valid", model)
    let (test, tested) = try interactions(golden, "test", model)
    let users = tested.filter { train.count(of: Int($0)) > 0 }
    let ranking = try CatalogueRanking(
      of: model, excluding: train, maskable: [valid, test], depth: 50,
      budget: MemoryBudget(bytes: 1))
    for (part, relevant, mask) in [("valid", valid, test), ("test", test, valid)] {
      let expected = try golden.field("exact", part).object ?? JSONObject()
      for (name, value) in expected {
        let metric = try RankingMetric(metricName(name))
        let mean = RankedLists.means(
          [metric], lists: ranking.lists(masking: [mask], k: metric.k), relevant: relevant,
          users: users)
        #expect(isClose(mean[0], value.double), "\(golden.label) \(part).\(metric)")
      }
    }
  }

  private func checkLeaveOneOut(_ golden: GoldenCase) throws {
    let model = try GivenScores(golden.matrix("scores"))
    for part in ["valid", "test"] {
      let ranks = try LeaveOneOut.ranks(
        of: model, targets: golden.ints("\(part)_item"), candidates: golden.intRows("candidates"),
        budget: MemoryBudget(bytes: 1))
      for (name, value) in try golden.field("exact", part).object ?? JSONObject() {
        let metric = try RankingMetric(metricName(name))
        let mean = LeaveOneOut.means([metric], ranks: ranks)
        #expect(isClose(mean[0], value.double), "\(golden.label) \(part).\(metric)")
      }
    }
  }

  /// The interactions of a part, and the users it names, in rising order.
  private func interactions(
    _ golden: GoldenCase, _ part: String, _ model: GivenScores
  ) throws -> (InteractionMatrix, [Int32]) {
    var rows = [[Int32]](repeating: [], count: model.users)
    var named: [Int32] = []
    for (user, items) in try golden.field(part).object ?? JSONObject() {
      let id = try #require(Int(user))
      rows[id] = try #require(items.ints).map(Int32.init)
      named.append(Int32(id))
    }
    return (InteractionMatrix(rows: rows, itemCount: model.items), named.sorted())
  }

  /// `recall@50` for the golden files' `R50`.
  private func metricName(_ short: String) throws -> String {
    let families: [Character: String] = ["R": "recall", "N": "ndcg", "H": "hr", "M": "mrr"]
    let family = try #require(short.first.flatMap { families[$0] })
    return "\(family)@\(short.dropFirst())"
  }

  private func isClose(_ found: Double, _ wanted: Double?) -> Bool {
    guard let wanted else { return false }
    return abs(found - wanted) <= 1e-12 + 1e-9 * abs(wanted)
  }
}
