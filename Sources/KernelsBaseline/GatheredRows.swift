// Rows of a table named by ids: their products with one row, and both directions of the gradient.

/// out[k] = u · row ids[k] of `table`; ids up to `readable` may be looked at ahead of time.
@inline(never)
public func gatherDot(
  _ u: UnsafePointer<Float>, _ table: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>,
  _ count: Int, _ readable: Int, _ out: UnsafeMutablePointer<Float>
) {
  for k in 0..<count {
    fetch(table + Int(ids[min(k + fetchedAhead, readable - 1)]) * d, d)
    out[k] = inlinedDot(u, table + Int(ids[k]) * d, d)
  }
}

/// out += Σ g[k]·row ids[k] of `table`: the gradient of ``gatherDot`` in u.
@inline(never)
public func addRows(
  _ g: UnsafePointer<Float>, _ table: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>,
  _ count: Int, _ out: UnsafeMutablePointer<Float>
) {
  sumRows(g, table, d, ids, 0, count, count, out, false, out)
}

/// Row ids[k] of `table` += row k of `g` where `low` ≤ ids[k] < `high`.
@inline(never)
public func scatterRows(
  _ g: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>, _ count: Int, _ low: Int,
  _ high: Int, _ table: UnsafeMutablePointer<Float>
) {
  for k in 0..<count {
    let (id, later) = (Int(ids[k]), Int(ids[min(k + fetchedAhead, count - 1)]))
    if later >= low && later < high { fetch(table + later * d, d) }
    if id >= low && id < high { addScaled(1, g + k * d, table + id * d, d) }
  }
}

/// Row ids[k] of `table` += g[k]·u where `low` ≤ ids[k] < `high`: the gradient of ``gatherDot`` in
/// the table, cut so that threads may share one. Ids up to `readable` may be looked at ahead of time.
@inline(never)
public func scatterRow(
  _ g: UnsafePointer<Float>, _ u: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>,
  _ count: Int, _ readable: Int, _ low: Int, _ high: Int, _ table: UnsafeMutablePointer<Float>
) {
  for k in 0..<count {
    let (id, later) = (Int(ids[k]), Int(ids[min(k + fetchedAhead, readable - 1)]))
    if later >= low && later < high { fetch(table + later * d, d) }
    if id >= low && id < high { addScaled(g[k], u, table + id * d, d) }
  }
}
