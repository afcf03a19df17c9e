import Kernels
import Testing

@Suite struct FunctionTests {
  /// The worst error of a function in units of the last place of the wanted value; infinite where it
  /// gives no number.
  private func units(
    _ f: Kernels.Map, _ reference: (Double) -> Double, _ range: ClosedRange<Float>
  ) -> Double {
    let count = 400_003
    let x = (0..<count).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Float($0) / Float(count - 1)
    }
    var y = [Float](repeating: .nan, count: count)
    f(x, &y, count)
    return zip(x, y).map { x, y in
      let wanted = reference(Double(x))
      let unit = Double(max(Float(abs(wanted)).ulp, .leastNormalMagnitude))
      return y.isNaN ? .infinity : abs(Double(y) - wanted) / unit
    }.max() ?? .infinity
  }

  @Test(arguments: Kernels.supported)
  func staysWithinAFewUnitsOfTheLastPlace(_ kernels: Kernels) {
    #expect(units(kernels.exp, Reference.exp, -40...40) < 1.1)
    #expect(units(kernels.exp, Reference.exp, -87...88.5) < 1.1)
    #expect(units(kernels.log, Reference.log, 1e-30...4) < 1.5)
    #expect(units(kernels.log, Reference.log, 0.5...1e30) < 1.5)
    #expect(units(kernels.tanh, Reference.tanh, -12...12) < 2.5)
    #expect(units(kernels.sigmoid, Reference.sigmoid, -80...80) < 3.5)
    #expect(units(kernels.softplus, Reference.softplus, -80...80) < 3.5)
    #expect(units(kernels.sqrt, { $0.squareRoot() }, 0...1000) < 1.1)
    #expect(units(kernels.sqrt, { $0.squareRoot() }, 0...1e-38) < 1.1)
  }

  @Test(arguments: Kernels.supported)
  func meetsTheEdges(_ kernels: Kernels) {
    let x: [Float] = [-.infinity, -200, -88, 0, 89, 200, .infinity, .nan, -1]
    func of(_ f: Kernels.Map) -> [Float] {
      var y = x
      f(x, &y, x.count)
      return y
    }
    let e = of(kernels.exp)
    #expect(e[0...3] == [0, 0, 0, 1] && e[4...6].allSatisfy { $0 == .infinity } && e[7].isNaN)
    let l = of(kernels.log)
    #expect(l[0].isNaN && l[3] == -.infinity && l[6] == .infinity && l[7].isNaN && l[8].isNaN)
    let t = of(kernels.tanh)
    #expect(t[0...6] == [-1, -1, -1, 0, 1, 1, 1] && t[7].isNaN)
    let s = of(kernels.sigmoid)
    #expect(s[0...1] == [0, 0] && s[3] == 0.5 && s[4...6] == [1, 1, 1] && s[7].isNaN)
    let p = of(kernels.softplus)
    #expect(p[0...1] == [0, 0] && p[4...6] == [89, 200, .infinity] && p[7].isNaN)
    let r = of(kernels.sqrt)
    #expect(r[0].isNaN && r[3] == 0 && r[6] == .infinity && r[7].isNaN && r[8].isNaN)
  }

  @Test(arguments: Kernels.supported)
  func aSplitChangesNoDigit(_ kernels: Kernels) {
    var noise = Noise(state: 5)
    let x = noise.floats(101, 0.1...5)
    for f in [
      kernels.exp, kernels.log, kernels.tanh, kernels.sigmoid, kernels.softplus, kernels.sqrt,
    ] {
      var (whole, parts) = (x, x)
      f(x, &whole, 101)
      x.withUnsafeBufferPointer { x in
        parts.withUnsafeMutableBufferPointer { y in
          f(x.baseAddress!, y.baseAddress!, 37)
          f(x.baseAddress! + 37, y.baseAddress! + 37, 64)
        }
      }
      #expect(whole == parts)
    }
  }
}
