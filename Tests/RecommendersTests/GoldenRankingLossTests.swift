import GoldenSupport
import Recommenders
import Tensors
import Testing

/// The BPR loss against the reference's, in the repository's cases and in the folder beside it.
@Suite struct GoldenRankingLossTests {
  @Test func committedCases() throws { try check(.committed) }

  @Test(.enabled(if: GoldenFolder.outside.isThere, "there is no golden folder outside"))
  func outsideCases() throws { try check(.outside) }

  private func check(_ folder: GoldenFolder) throws {
    let cases = try folder.cases("bpr")
    #expect(!cases.isEmpty)
    for golden in cases {
      let users = try parameter(golden, "U")
      let items = try parameter(golden, "I")
      let (positive, negative) = (try golden.ints("pos"), try golden.ints("neg"))
      let listed = zip(positive, negative).flatMap { [$0, $1] }
      let scores = try Tensor.pairScores(
        users: users.tracked.gatherRows(IndexTensor(golden.ints("u"))), items: items.tracked,
        ids: IndexTensor(listed, shape: [positive.count, 2]))
      let loss = try MatrixFactorization.rankingLoss(scores)
      let wanted = try golden.double("float64", "value")
      #expect(abs(Double(loss.scalar) - wanted) <= 1e-5 * abs(wanted), "\(golden.label)")
      try loss.backward()
      try compare(users.gradient, golden.matrix("float64", "grad_U"), golden.label)
      try compare(items.gradient, golden.matrix("float64", "grad_I"), golden.label)
    }
  }

  private func parameter(_ golden: GoldenCase, _ name: String) throws -> Parameter {
    let rows = try golden.matrix(name)
    let shape = [rows.count, rows.first?.count ?? 0]
    return Parameter(name, try Tensor(rows.joined().map { Float($0) }, shape: shape))
  }

  private func compare(_ found: Tensor, _ wanted: [[Double]], _ label: String) throws {
    let wanted = Array(wanted.joined())
    let largest = wanted.map(abs).max() ?? 0
    #expect(found.count == wanted.count)
    for (a, b) in zip(found.values, wanted) {
      #expect(abs(Double(a) - b) <= 1e-4 * largest, "\(label)")
    }
  }
}
