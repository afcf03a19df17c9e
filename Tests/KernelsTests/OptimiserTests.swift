import Kernels
import Testing

@Suite struct OptimiserTests {
  @Test(arguments: Kernels.supported, [Float(0), 0.01])
  func adamAgreesWithDoublePrecision(_ kernels: Kernels, _ decay: Float) {
    let count = 53
    var noise = Noise(state: 21)
    var p = noise.floats(count)
    var wanted = p.map(Double.init)
    var (m, v) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
    var (m2, v2) = (wanted.map { _ in 0.0 }, wanted.map { _ in 0.0 })
    let (rate, beta1, beta2, epsilon) = (0.01, 0.9, 0.999, 1e-8)
    var (power1, power2) = (1.0, 1.0)
    for _ in 0..<25 {
      var g = noise.floats(count)
      (power1, power2) = (power1 * beta1, power2 * beta2)
      for i in 0..<count {
        let slope = Double(g[i]) + Double(decay) * wanted[i]
        m2[i] += (1 - beta1) * (slope - m2[i])
        v2[i] = beta2 * v2[i] + (1 - beta2) * slope * slope
        let scale = (v2[i] / (1 - power2)).squareRoot() + epsilon
        wanted[i] -= rate / (1 - power1) * m2[i] / scale
      }
      kernels.adam(
        &p, &g, &m, &v, count, Float(rate / (1 - power1)), Float(1 - beta1), Float(beta2),
        Float(1 - beta2), Float(epsilon), Float((1 - power2).squareRoot()), decay)
      #expect(g.allSatisfy { $0 == 0 })
    }
    #expect(worstError(p, wanted) < 1e-5)
  }

  @Test(arguments: Kernels.supported)
  func aParameterWithoutGradientStays(_ kernels: Kernels) {
    var (p, g, m, v) = ([Float(1), -2], [Float(0), 0], [Float(0), 0], [Float(0), 0])
    kernels.adam(&p, &g, &m, &v, 2, 0.1, 0.1, 0.999, 0.001, 1e-8, 0.03, 0)
    #expect(p == [1, -2])
  }

  @Test(arguments: Kernels.supported)
  func gradientDescent(_ kernels: Kernels) {
    var (p, g) = ([Float](repeating: 2, count: 19), [Float](repeating: 3, count: 19))
    kernels.sgd(&p, &g, 19, 0.5, 0.25)
    #expect(p.allSatisfy { $0 == 0.25 } && g.allSatisfy { $0 == 0 })
  }
}
