// The items of a catalogue laid out for its mass: panels of `width` items, [panel][dimension][lane].
//
// Dimensions are padded with zeros to `paddedDimension`, the last panel with items of zero.

/// Items a panel holds.
public func panelWidth() -> Int { width }

/// Dimensions a packed item takes: even up to 8, a multiple of 4 above.
public func paddedDimension(_ d: Int) -> Int { d <= 8 ? (d + 1) / 2 * 2 : (d + 3) / 4 * 4 }

/// Packs panels `first ..< last` of `items` [n, d] and writes each panel's largest squared norm.
/// `packed` and `norms` begin at panel 0.
@inline(never)
public func packItems(
  _ items: UnsafePointer<Float>, _ n: Int, _ d: Int, _ first: Int, _ last: Int,
  _ packed: UnsafeMutablePointer<Float>, _ norms: UnsafeMutablePointer<Float>
) {
  let depth = paddedDimension(d)
  for panel in first..<last {
    let out = packed + panel * depth * width
    let count = min(width, n - panel * width)
    for lane in 0..<width {
      let item = items + (panel * width + lane) * d
      for k in 0..<depth { out[k * width + lane] = lane < count && k < d ? item[k] : 0 }
    }
    var squares = splat(0)
    for k in 0..<depth { squares = mulAdd(squares, load(out + k * width), load(out + k * width)) }
    norms[panel] = largest(squares)
  }
}

/// Floats that packed items take, with room for a tile to read past the last panel.
public func packedCount(_ n: Int, _ d: Int) -> Int {
  (n + width - 1) / width * width * paddedDimension(d) + 4 * width
}

/// norms[i] = |row i|² of `rows` [count, d].
@inline(never)
public func squaredNorms(
  _ rows: UnsafePointer<Float>, _ count: Int, _ d: Int, _ norms: UnsafeMutablePointer<Float>
) {
  for row in 0..<count {
    var square: Float = 0
    for k in 0..<d { square = mulAdd(square, rows[row * d + k], rows[row * d + k]) }
    norms[row] = square
  }
}

/// The larger of two numbers, or what is not a number.
@inline(__always)
private func raise(_ a: inout Float, to b: Float) { if b > a || b != b { a = b } }

/// The largest lane.
@inline(__always)
func largest(_ v: Lanes) -> Float {
  var result = v[0]
  for lane in 1..<width { raise(&result, to: v[lane]) }
  return result
}

/// What is known of some users' scores with some panels: whether all surely lie within the clamp and the
/// range of ``powerOfTwo``; whether, if need be clamped, they lie in that range and so are taken of
/// users scaled for it. (A tuple, since a type's symbols would be shared by the vector modules.)
typealias ScoreRange = (isTame: Bool, isScaled: Bool)

/// What users are multiplied by: 2ˣ is cheaper than eˣ.
@inline(__always)
func userScale(_ range: ScoreRange) -> Float { range.isScaled ? binaryLogarithmOfE : 1 }

/// log₂ e.
@inline(__always) var binaryLogarithmOfE: Float { 1.442_695_04 }

/// The norms bound the scores (Cauchy and Schwarz), with room for rounding.
@inline(__always)
func scoreRange(
  _ userNorms: Floats, _ users: Int, _ panelNorms: Floats, _ panels: Int, _ clamp: Float
) -> ScoreRange {
  var (longestItem, longestUser) = (Float(0), Float(0))
  for panel in 0..<panels { raise(&longestItem, to: panelNorms[panel]) }
  for user in 0..<users { raise(&longestUser, to: userNorms[user]) }
  let limit = (clamp < 87 ? clamp : 87) * Float(0.999)
  let square = longestItem * longestUser
  let isTame = square <= limit * limit
  return (isTame, isTame || clamp < 87 && square < .infinity)
}
