// Exponentials and logarithms of a vector, by the polynomials of S. Moshier's Cephes library
// (single precision). Adding 1.5·2²³ rounds to an integer, whose low bits then are that integer.

private var rounding: Lanes { @inline(__always) get { splat(12_582_912) } }

/// `p·2ⁿ`, where `t` is `n` plus the rounding constant and the result is a normal number.
@inline(__always)
private func scaled(_ p: Lanes, by t: Lanes) -> Lanes {
  lanes(bits(p) &+ (bits(t) &<< Words(repeating: 23)))
}

/// eˣ within about one unit in the last place; 0 below −87.33, infinite above 88.72.
@inline(__always)
func exponential(_ x: Lanes) -> Lanes {
  let t = mulAdd(rounding, x, splat(1.442_695_04))
  let n = t - rounding
  var r = mulAdd(x, n, splat(-0.693_359_375))
  r = mulAdd(r, n, splat(2.121_944_4e-4))
  var p = splat(1.987_569_1e-4)
  p = mulAdd(splat(1.398_199_9e-3), p, r)
  p = mulAdd(splat(8.333_452e-3), p, r)
  p = mulAdd(splat(4.166_579_6e-2), p, r)
  p = mulAdd(splat(1.666_666_5e-1), p, r)
  p = mulAdd(splat(0.5), p, r)
  p = scaled(mulAdd(r, p, r * r) + splat(1), by: t)
  p = p.replacing(with: splat(0), where: x .< splat(-87.336_54))
  p = p.replacing(with: splat(.infinity), where: x .> splat(88.722_83))
  return p.replacing(with: x, where: x .!= x)
}

/// 2ˣ for |x| < 126, within 1.7·10⁻⁷: a minimax polynomial of degree 5 on [−½, ½].
@inline(__always)
func powerOfTwo(_ x: Lanes) -> Lanes {
  let t = x + rounding
  let f = x - (t - rounding)
  let square = f * f
  let low = mulAdd(splat(1), splat(6.931_469_8e-1), f)
  let middle = mulAdd(splat(2.402_224_2e-1), splat(5.550_734e-2), f)
  let high = mulAdd(splat(9.671_513e-3), splat(1.326_472_4e-3), f)
  return scaled(mulAdd(low, mulAdd(middle, high, square), square), by: t)
}

/// 2ˣ of four vectors, as ``powerOfTwo``; they go side by side, so that no step waits for the one before.
@inline(__always)
func powersOfTwo(_ x: Quartet) -> Quartet {
  let t = each(x) { $0 + rounding }
  let f = each(x, t) { x, t in x - (t - rounding) }
  let square = each(f) { $0 * $0 }
  let low = each(f) { mulAdd(splat(1), splat(6.931_469_8e-1), $0) }
  let middle = each(f) { mulAdd(splat(2.402_224_2e-1), splat(5.550_734e-2), $0) }
  let high = each(f) { mulAdd(splat(9.671_513e-3), splat(1.326_472_4e-3), $0) }
  let upper = each(middle, high, square) { mulAdd($0, $1, $2) }
  let whole = each(low, upper, square) { mulAdd($0, $1, $2) }
  return each(whole, t) { scaled($0, by: $1) }
}

/// The natural logarithm of positive, normal numbers.
@inline(__always)
private func logarithmOfNormal(_ x: Lanes) -> Lanes {
  let e = (bits(x) &- Words(repeating: 0x3f35_04f3)) &>> Words(repeating: 23)
  let m = lanes(bits(x) &- (e &<< Words(repeating: 23))) - splat(1)
  let exponent = lanes(e &+ Words(repeating: 0x4b40_0000)) - rounding
  let z = m * m
  var p = splat(7.037_683_6e-2)
  p = mulAdd(splat(-1.151_461e-1), p, m)
  p = mulAdd(splat(1.167_699_9e-1), p, m)
  p = mulAdd(splat(-1.242_014_1e-1), p, m)
  p = mulAdd(splat(1.424_932_3e-1), p, m)
  p = mulAdd(splat(-1.666_805_8e-1), p, m)
  p = mulAdd(splat(2.000_071_5e-1), p, m)
  p = mulAdd(splat(-2.499_999_4e-1), p, m)
  p = mulAdd(splat(3.333_333_1e-1), p, m)
  p = mulAdd(p * m * z, exponent, splat(-2.121_944_4e-4))
  p = mulAdd(p, z, splat(-0.5))
  return mulAdd(m + p, exponent, splat(0.693_359_375))
}

/// The natural logarithm; −∞ at 0, not a number below.
@inline(__always)
func logarithm(_ x: Lanes) -> Lanes {
  let tiny = x .< splat(1.175_494_4e-38)
  var y = logarithmOfNormal(x.replacing(with: x * splat(8_388_608), where: tiny))
  y = y.replacing(with: y - splat(15.942_385), where: tiny)
  y = y.replacing(with: x, where: x .== splat(.infinity))
  y = y.replacing(with: splat(-.infinity), where: x .== splat(0))
  y = y.replacing(with: splat(.nan), where: x .< splat(0))
  return y.replacing(with: x, where: x .!= x)
}

@inline(__always)
func hyperbolicTangent(_ x: Lanes) -> Lanes {
  let size = magnitude(x)
  let z = x * x
  var p = splat(-5.704_988_7e-3)
  p = mulAdd(splat(2.063_908_8e-2), p, z)
  p = mulAdd(splat(-5.373_971_6e-2), p, z)
  p = mulAdd(splat(1.333_144_2e-1), p, z)
  p = mulAdd(splat(-3.333_328_2e-1), p, z)
  let small = mulAdd(x, p * z, x)
  let big = splat(1) - splat(2) / (exponential(size + size) + splat(1))
  let signed = lanes(bits(big) | (bits(x) & Words(repeating: .min)))
  return signed.replacing(with: small, where: size .< splat(0.625))
}

/// 1 / (1 + e⁻ˣ), without overflow on either side.
@inline(__always)
func logistic(_ x: Lanes) -> Lanes {
  let e = exponential(splat(0) - magnitude(x))
  let s = splat(1) / (splat(1) + e)
  return s.replacing(with: e * s, where: x .< splat(0))
}

/// log(1 + eˣ) = max(x, 0) + log(w), w = 1 + e^−|x|; what rounding took from w is added to first order.
@inline(__always)
func softPlus(_ x: Lanes) -> Lanes {
  let e = exponential(splat(0) - magnitude(x))
  let w = splat(1) + e
  let positive = lanes(bits(x) & ~(bits(x) &>> Words(repeating: 31)))
  return positive + (logarithmOfNormal(w) + (e - (w - splat(1))) / w)
}
