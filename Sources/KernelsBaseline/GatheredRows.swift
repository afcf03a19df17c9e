// Rows of a table named by ids: their products with one row, and both directions of the gradient.

/// out[k] = u · row ids[k] of `table`.
@inline(never)
public func gatherDot(
  _ u: UnsafePointer<Float>, _ table: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>,
  _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  for k in 0..<count { out[k] = inlinedDot(u, table + Int(ids[k]) * d, d) }
}

/// out += Σ g[k]·row ids[k] of `table`: the gradient of ``gatherDot`` in u.
@inline(never)
public func addRows(
  _ g: UnsafePointer<Float>, _ table: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>,
  _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  for k in 0..<count { addScaled(g[k], table + Int(ids[k]) * d, out, d) }
}

/// Row ids[k] of `table` += g[k]·u where `low` ≤ ids[k] < `high`: the gradient of ``gatherDot`` in
/// the table, cut so that threads may share one.
@inline(never)
public func scatterRow(
  _ g: UnsafePointer<Float>, _ u: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>,
  _ count: Int, _ low: Int, _ high: Int, _ table: UnsafeMutablePointer<Float>
) {
  for k in 0..<count {
    let id = Int(ids[k])
    if id >= low && id < high { addScaled(g[k], u, table + id * d, d) }
  }
}

/// out += factor·x, for rows that may be shorter than a vector.
@inline(__always)
private func addScaled(_ factor: Float, _ x: Floats, _ out: MutableFloats, _ count: Int) {
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

@inline(__always)
private func loadFour(_ p: Floats) -> SIMD4<Float> {
  UnsafeRawPointer(p).loadUnaligned(fromByteOffset: 0, as: SIMD4<Float>.self)
}

@inline(__always)
private func storeFour(_ v: SIMD4<Float>, _ p: MutableFloats) {
  UnsafeMutableRawPointer(p).storeBytes(of: v, as: SIMD4<Float>.self)
}

#if K512 || K256
  @inline(__always)
  private func mulAdd(_ c: SIMD4<Float>, _ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    c.addingProduct(a, b)
  }
#endif
