import Tensors
import Testing

@Suite struct AdamTests {
  /// Against the update rule written out in double precision, over many steps.
  @Test func followsTheDoublePrecisionRule() throws {
    let start: [Float] = [0.5, -1.25, 2, 0]
    let parameter = Parameter("p", Tensor(start))
    let adam = Adam([parameter], learningRate: 0.05, decay: 0.01)
    var p = start.map(Double.init)
    var (m, v) = ([0.0, 0, 0, 0], [0.0, 0, 0, 0])
    for t in 1...200 {
      try (parameter.tracked.square() * Tensor([1, 2, 0, 3])).sum().backward()
      adam.step()
      for i in 0..<4 {
        let g = 2 * p[i] * [1, 2, 0, 3][i] + 0.01 * p[i]
        m[i] = 0.9 * m[i] + 0.1 * g
        v[i] = 0.999 * v[i] + 0.001 * g * g
        let bias1 = 1 - power(0.9, t)
        let bias2 = 1 - power(0.999, t)
        p[i] -= 0.05 / bias1 * m[i] / ((v[i] / bias2).squareRoot() + 1e-8)
      }
    }
    for i in 0..<4 { #expect(abs(Double(parameter.value[i]) - p[i]) < 2e-4) }
  }

  @Test func aRestoredOptimiserContinuesWithTheSameBytes() throws {
    func train(_ steps: Range<Int>, _ p: Parameter, _ adam: Adam) throws {
      for _ in steps {
        try (p.tracked - 1).square().sum().backward()
        adam.step()
      }
    }
    let whole = Parameter("p", Tensor([3, 4]))
    try train(0..<20, whole, Adam([whole]))

    let half = Parameter("p", Tensor([3, 4]))
    let first = Adam([half])
    try train(0..<10, half, first)
    let resumed = Parameter("p", half.value)
    let second = Adam([resumed])
    try second.restore(
      stepCount: first.stepCount,
      state: Dictionary(uniqueKeysWithValues: first.state.map { ($0.name, $0.value) }))
    try train(10..<20, resumed, second)
    #expect(resumed.value.values == whole.value.values)
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
