import Tensors
import Testing

/// Operations on the rows of matrices that only scoring and projections use.
@Suite struct RowTests {
  @Test func rowsOutsideTheBallMoveOntoIt() throws {
    let table = Parameter("t", try Tensor([3, 4, 0.3, 0.4, 0, 0], shape: [3, 2]))
    let before = table.revision
    table.projectRows(intoBall: 1)
    #expect(zip(table.value.values, [0.6, 0.8, 0.3, 0.4, 0, 0]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(table.revision > before)
    #expect(try Tensor([3, 4, 1, 2], shape: [2, 2]).squaredNorms().values == [25, 5])
  }

  @Test func uniqueIdsAndTheirPlaces() throws {
    let ids = try IndexTensor([7, 2, 7, 0, 9, 2], shape: [3, 2])
    let (unique, places) = try ids.unique(below: 10)
    #expect(unique.values == [0, 2, 7, 9])
    #expect(places.shape == [3, 2] && places.values == [2, 1, 2, 0, 3, 1])
    #expect(throws: TensorError.self) { try ids.unique(below: 9) }
  }

  @Test func rectifiedSumsAreTheHiddenLayers() throws {
    let (b, h, n) = (3, 4, 2100)
    let (base, users, items, weights) = (
      CatalogueMassTests.normal([b, n], 1, "base"), CatalogueMassTests.normal([b, h], 1, "users"),
      CatalogueMassTests.normal([h, n], 1, "items"), CatalogueMassTests.normal([h], 1, "weights")
    )
    let found = try Tensor.rectifiedSums(base: base, users: users, items: items, weights: weights)
    for row in 0..<b {
      for item in 0..<n {
        let wanted = (0..<h).reduce(Double(base[row, item])) {
          $0 + Double(weights[$1]) * max(0, Double(users[row, $1]) + Double(items[$1, item]))
        }
        #expect(abs(Double(found[row, item]) - wanted) < 1e-5)
      }
    }
    #expect(throws: TensorError.self) {
      try Tensor.rectifiedSums(base: base, users: users, items: users, weights: weights)
    }
  }
}
