import Tensors
import Testing

@Suite struct MatrixMultiplicationTests {
  @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
  func valuesAndGradients(_ transposeSelf: Bool, _ transposeOther: Bool) throws {
    let (m, n, k) = (130, 211, 67)
    let left = CatalogueMassTests.normal(transposeSelf ? [k, m] : [m, k], 1, "left")
    let right = CatalogueMassTests.normal(transposeOther ? [n, k] : [k, n], 1, "right")
    let weights = CatalogueMassTests.normal([m, n], 1, "weights")
    let (a, b) = (Parameter("a", left), Parameter("b", right))
    let product = try a.tracked.matmul(
      b.tracked, transposeSelf: transposeSelf, transposeOther: transposeOther)
    try (product * weights).sum().backward()
    var (wanted, da, db) = (
      [Float](repeating: 0, count: m * n), [Float](repeating: 0, count: m * k),
      [Float](repeating: 0, count: k * n)
    )
    for i in 0..<m {
      for j in 0..<n {
        for l in 0..<k {
          let (x, y) = (
            transposeSelf ? l * m + i : i * k + l, transposeOther ? j * k + l : l * n + j
          )
          wanted[i * n + j] += left[x] * right[y]
          da[x] += weights[i, j] * right[y]
          db[y] += weights[i, j] * left[x]
        }
      }
    }
    for (found, wanted) in [(product, wanted), (a.gradient, da), (b.gradient, db)] {
      #expect(found.count == wanted.count)
      #expect(zip(found.values, wanted).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(throws: TensorError.shapes(operation: "matmul", left: [2, 3], right: [4, 2])) {
      try Tensor(zeros: [2, 3]).matmul(Tensor(zeros: [4, 2]))
    }
  }
}
