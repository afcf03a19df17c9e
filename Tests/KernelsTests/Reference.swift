#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#endif

/// eˣ in double precision.
func exponential(_ x: Double) -> Double { exp(x) }

/// The functions under test, in double precision.
enum Reference {
  static func exp(_ x: Double) -> Double { exponential(x) }
  static func log(_ x: Double) -> Double { logarithm(x) }
  static func tanh(_ x: Double) -> Double { hyperbolicTangent(x) }
  static func sigmoid(_ x: Double) -> Double { 1 / (1 + exponential(-x)) }
  static func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exponential(-abs(x))) }
}

private func logarithm(_ x: Double) -> Double { log(x) }
private func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
