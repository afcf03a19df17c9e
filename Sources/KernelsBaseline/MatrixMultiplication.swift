// C (+)= A·B for row-major C and any strides of A and B, blocked for the caches
// (K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008).
//
// A caller may cut C into rows or columns and hand the pieces to threads: an element is summed over
// blocks of 256 depths, ascending, wherever the cuts are.

private var depthBlock: Int { @inline(__always) get { 256 } }
private var rowBlock: Int { @inline(__always) get { 96 } }
private var columnBlock: Int { @inline(__always) get { 3072 } }

/// Rows of A packed by `tileRows`: [block][depth][row].
@inline(__always)
private func packRows(
  _ rows: Int, _ depth: Int, _ a: Floats, _ aRow: Int, _ aColumn: Int, _ out: MutableFloats
) {
  var row = 0
  while row < rows {
    let (from, to) = (a + row * aRow, out + (row / tileRows * depth * tileRows + row % tileRows))
    if row + 4 <= rows {
      packFour(depth, from, aRow, aColumn, to)
      row += 4
    } else {
      for k in 0..<depth { to[k * tileRows] = from[k * aColumn] }
      row += 1
    }
  }
}

/// Four rows of A, side by side.
@inline(__always)
private func packFour(
  _ depth: Int, _ a: Floats, _ aRow: Int, _ aColumn: Int, _ out: MutableFloats
) {
  var (from, to, k) = (a, out, 0)
  if aRow == 1 {
    while k < depth {
      storeFour(loadFour(from), to)
      from += aColumn
      to += tileRows
      k += 1
    }
    return
  }
  if aColumn == 1 {
    while k + 4 <= depth {
      let (r0, r1) = (loadFour(from), loadFour(from + aRow))
      let (r2, r3) = (loadFour(from + 2 * aRow), loadFour(from + 3 * aRow))
      storeFour(SIMD4(r0[0], r1[0], r2[0], r3[0]), to)
      storeFour(SIMD4(r0[1], r1[1], r2[1], r3[1]), to + tileRows)
      storeFour(SIMD4(r0[2], r1[2], r2[2], r3[2]), to + 2 * tileRows)
      storeFour(SIMD4(r0[3], r1[3], r2[3], r3[3]), to + 3 * tileRows)
      from += 4
      to += 4 * tileRows
      k += 4
    }
  }
  while k < depth {
    storeFour(SIMD4(from[0], from[aRow], from[2 * aRow], from[3 * aRow]), to)
    from += aColumn
    to += tileRows
    k += 1
  }
}

/// Columns of B packed by `width`: [panel][depth][lane], zeros beyond the last column.
@inline(__always)
private func packColumns(
  _ depth: Int, _ columns: Int, _ b: Floats, _ bRow: Int, _ bColumn: Int, _ out: MutableFloats
) {
  var column = 0
  while column < columns {
    let lanes = min(width, columns - column)
    let (from, to) = (b + column * bColumn, out + column * depth)
    if bColumn == 1 && lanes == width {
      for k in 0..<depth { store(load(from + k * bRow), to + k * width) }
    } else {
      for lane in 0..<lanes {
        for k in 0..<depth { to[k * width + lane] = from[k * bRow + lane * bColumn] }
      }
      for lane in lanes..<width { for k in 0..<depth { to[k * width + lane] = 0 } }
    }
    column += width
  }
}

/// Packed rows times packed or direct panels; the panel that overhangs C goes by `edge`.
@inline(__always)
private func multiplyPanels(
  _ rows: Int, _ columns: Int, _ depth: Int, _ a: Floats, _ b: Floats, _ bPanel: Int,
  _ bDepth: Int, _ c: MutableFloats, _ cRow: Int, _ adding: Bool, _ edge: MutableFloats
) {
  let (whole, rest) = (columns / width, columns % width)
  multiply(
    rows, whole, depth, a, depth * tileRows, tileRows, b, bPanel, bDepth, c, cRow, width, adding)
  guard rest > 0 else { return }
  multiply(
    rows, 1, depth, a, depth * tileRows, tileRows, b + whole * bPanel, bPanel, bDepth, edge, width,
    width, false)
  for row in 0..<rows {
    let (from, to) = (edge + row * width, c + (row * cRow + whole * width))
    for lane in 0..<rest { to[lane] = adding ? to[lane] + from[lane] : from[lane] }
  }
}

/// C[m, n] (+)= A[m, k]·B[k, n]; element (i, j) of A lies at a[i·aRow + j·aColumn], B likewise.
@inline(never)
public func multiplyMatrices(
  _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ bColumn: Int, _ c: UnsafeMutablePointer<Float>,
  _ cRow: Int, _ adding: Bool
) {
  if k == 0 && !adding { for i in 0..<m { for j in 0..<n { c[i * cRow + j] = 0 } } }
  guard m > 0 && n > 0 && k > 0 else { return }
  let deepest = min(k, depthBlock)
  let widest = (min(n, columnBlock) + width - 1) / width * width
  let tallest = (min(m, rowBlock) + tileRows - 1) / tileRows * tileRows
  let packed = scratch(deepest * (widest + tallest) + tallest * width)
  let rows = packed + deepest * widest
  let edge = rows + deepest * tallest
  var j = 0
  while j < n {
    let columns = min(columnBlock, n - j)
    var l = 0
    while l < k {
      let depth = min(depthBlock, k - l)
      // Few rows would not repay the copy of B.
      let direct = bColumn == 1 && m <= tileRows && columns % width == 0
      let source = b + (l * bRow + j * bColumn)
      if !direct { packColumns(depth, columns, source, bRow, bColumn, packed) }
      var i = 0
      while i < m {
        let height = min(rowBlock, m - i)
        packRows(height, depth, a + (i * aRow + l * aColumn), aRow, aColumn, rows)
        multiplyPanels(
          height, columns, depth, rows, direct ? source : Floats(packed),
          direct ? width : depth * width, direct ? bRow : width, c + (i * cRow + j), cRow,
          adding || l > 0, edge)
        i += height
      }
      l += depth
    }
    j += columns
  }
  UnsafeMutableRawPointer(packed).deallocate()
}
