import Kernels
import Testing

/// Reproducible numbers for tests (SplitMix64).
struct Noise {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func float(_ range: ClosedRange<Float> = -1...1) -> Float {
    let unit = Float(next() >> 40) / Float(1 << 24)
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }

  mutating func floats(_ count: Int, _ range: ClosedRange<Float> = -1...1) -> [Float] {
    (0..<count).map { _ in float(range) }
  }
}

/// The largest error of `found`, relative to the largest magnitude of `wanted`; infinite where an
/// element is missing or no number.
func worstError(_ found: [Float], _ wanted: [Double]) -> Double {
  let errors = zip(found, wanted).map { abs(Double($0) - $1) }
  guard found.count == wanted.count, !errors.contains(where: \.isNaN) else { return .infinity }
  return (errors.max() ?? 0) / max(wanted.map(abs).max() ?? 1, 1e-30)
}

extension Kernels: CustomTestStringConvertible {
  /// Names the variant in a test's report.
  public var testDescription: String { name }
}
