// The backward pass for any dimension and any clamp: exponentials of a tile of users and a few panels,
// times the weighted users.

/// Adds to `sums` [dimension, `sumsRow`]; `cursors` says where each panel's excluded pairs are up to.
@inline(__always)
func gradientByTile(
  _ items: Floats, _ d: Int, _ firstPanel: Int, _ panels: Int, _ packed: Floats,
  _ weighted: Floats, _ first: Int, _ count: Int, _ clamp: Float, _ range: ScoreRange,
  _ cursors: UnsafeMutablePointer<Int>, _ excludedFrom: UnsafePointer<Int>,
  _ excludedUsers: UnsafePointer<Int32>, _ excludedItems: UnsafePointer<Int32>,
  _ sums: MutableFloats, _ sumsRow: Int, _ scores: MutableFloats
) {
  let (row, size) = (panels * width, paddedDimension(d) * width)
  let isTame = exponentiate(
    packed, count, d, items + firstPanel * size, panels, size, clamp, range, scores)
  if !isTame { dropNegative(scores, count * row) }
  for p in 0..<panels {
    let end = excludedFrom[firstPanel + p + 1]
    while cursors[p] < end && Int(excludedUsers[cursors[p]]) < first + count {
      let user = Int(excludedUsers[cursors[p]]) - first
      scores[user * row + p * width + Int(excludedItems[cursors[p]]) % width] = 0
      cursors[p] += 1
    }
  }
  multiply(d, panels, count, weighted, tileRows, d, scores, width, row, sums, sumsRow, width, true)
}
