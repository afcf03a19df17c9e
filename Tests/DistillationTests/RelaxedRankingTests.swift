import Distillation
import GoldenSupport
import Tensors
import Testing

@Suite struct RelaxedRankingTests {
  @Test(arguments: GoldenFolder.allCases.filter(\.isThere))
  func equalsThePublishedLossOfRRD(_ folder: GoldenFolder) throws {
    let files = try folder.cases("relaxed_ranking")
    #expect(!files.isEmpty)
    for golden in files {
      let list = try parameter(golden.matrix("S1"))
      let rest = try parameter(golden.matrix("S2"))
      let loss = try relaxedListMLE(list: list.tracked, rest: rest.tracked.exp().sum(axis: 1))
      try loss.backward()
      for type in ["float32", "float64"] {
        let value = try golden.double(type, "value")
        #expect(abs(Double(loss.scalar) - value) <= 1e-5 * abs(value), "\(golden.label)")
        try expect(list.gradient, golden.matrix(type, "grad_S1"), "\(golden.label) S1")
        try expect(rest.gradient, golden.matrix(type, "grad_S2"), "\(golden.label) S2")
      }
    }
  }

  private func parameter(_ rows: [[Double]]) throws -> Parameter {
    let values = rows.joined().map { Float($0) }
    return Parameter("scores", try Tensor(values, shape: [rows.count, rows[0].count]))
  }

  private func expect(_ found: Tensor, _ rows: [[Double]], _ label: String) {
    let expected = Array(rows.joined())
    let largest = expected.reduce(0) { max($0, abs($1)) }
    #expect(found.count == expected.count, "\(label)")
    for (mine, theirs) in zip(found.values, expected) {
      #expect(abs(Double(mine) - theirs) <= 1e-4 * largest, "\(label)")
    }
  }
}
