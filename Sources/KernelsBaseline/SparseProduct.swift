import CMachine

// Weighted sums of rows of a table: products of a sparse matrix with a dense one, row by row.
//
// A stretch of the sum stays in registers while all rows pass. An element is one chain of additions
// in the order of the ids, whatever the stretch it falls into.

/// For rows `first ..< last` of a compressed sparse matrix, row r of `out` [·, d] = row r of `start` +
/// Σ values[k]·row ids[k] of `table` [·, d] over k in offsets[r] ..< offsets[r + 1]. `start` may be
/// `out`; nil is zeros. Pointers begin at row 0.
@inline(never)
public func multiplySparse(
  _ offsets: UnsafePointer<Int>, _ ids: UnsafePointer<Int32>, _ values: UnsafePointer<Float>,
  _ first: Int, _ last: Int, _ table: UnsafePointer<Float>, _ d: Int,
  _ start: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>
) {
  let (end, begin) = (offsets[last], start ?? Floats(out))
  for row in first..<last {
    sumRows(
      values, table, d, ids, offsets[row], offsets[row + 1], end, begin + row * d, start == nil,
      out + row * d)
  }
}

/// out = start, or zeros, + Σ g[k]·row ids[k] of `table` over k in `from ..< to`; rows of ids below `end` may be
/// asked for ahead of time.
@inline(__always)
func sumRows(
  _ g: Floats, _ table: Floats, _ d: Int, _ ids: UnsafePointer<Int32>, _ from: Int, _ to: Int,
  _ end: Int, _ start: Floats, _ fromZero: Bool, _ out: MutableFloats
) {
  var at = 0
  while at + 8 * width <= d {
    sumStretch(g, table + at, d, ids, from, to, end, start + at, fromZero, out + at, 8)
    at += 8 * width
  }
  if at + 4 * width <= d {
    sumStretch(g, table + at, d, ids, from, to, end, start + at, fromZero, out + at, 4)
    at += 4 * width
  }
  if at + 2 * width <= d {
    sumStretch(g, table + at, d, ids, from, to, end, start + at, fromZero, out + at, 2)
    at += 2 * width
  }
  guard at < d else { return }
  for i in at..<d { out[i] = fromZero ? 0 : start[i] }
  for k in from..<to { addScaled(g[k], table + (Int(ids[k]) * d + at), out + at, d - at) }
}

/// As ``sumRows`` for 2, 4, 6 or 8 vectors of rows that are d apart.
@inline(__always)
private func sumStretch(
  _ g: Floats, _ table: Floats, _ d: Int, _ ids: UnsafePointer<Int32>, _ from: Int, _ to: Int,
  _ end: Int, _ start: Floats, _ fromZero: Bool, _ out: MutableFloats, _ vectors: Int
) {
  var sums = fromZero ? emptyOctet() : loadOctet(start, width, vectors)
  for k in from..<to {
    fetch(table + Int(ids[min(k + fetchedAhead, end - 1)]) * d, vectors * width)
    accumulate(&sums, splat(g[k]), loadOctet(table + Int(ids[k]) * d, width, vectors), vectors)
  }
  storeOctet(sums, out, width, vectors)
}

/// Rows between the one that is asked for and the one that is added: enough to hide the third-level
/// cache.
@inline(__always) var fetchedAhead: Int { 16 }

/// Asks for the lines that hold `count` floats.
@inline(__always)
func fetch(_ p: Floats, _ count: Int) {
  var at = 0
  while at < count {
    prefetch_line(p + at)
    at += 16
  }
}

/// out += factor·x, for rows that may be shorter than a vector.
@inline(__always)
func addScaled(_ factor: Float, _ x: Floats, _ out: MutableFloats, _ count: Int) {
  var i = 0
  while i + width <= count {
    store(mulAdd(load(out + i), splat(factor), load(x + i)), out + i)
    i += width
  }
  let four = SIMD4(repeating: factor)
  while i + 4 <= count {
    storeFour(mulAdd(loadFour(out + i), four, loadFour(x + i)), out + i)
    i += 4
  }
  while i < count {
    out[i] = mulAdd(out[i], factor, x[i])
    i += 1
  }
}
