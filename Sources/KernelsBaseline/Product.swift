// Packed rows of A times panels of B, tile by tile.

/// C (+)= A·B. Rows come in blocks of `tileRows`, `aBlock` floats apart; panels are taken three at a
/// time and stay in the first cache while all rows pass.
@inline(__always)
func multiply(
  _ rows: Int, _ panels: Int, _ depth: Int, _ a: Floats, _ aBlock: Int, _ aDepth: Int,
  _ b: Floats, _ bPanel: Int, _ bDepth: Int, _ c: MutableFloats, _ cRow: Int, _ cPanel: Int,
  _ adding: Bool
) {
  var p = 0
  while p < panels {
    let wide = p + 3 <= panels
    var row = 0
    while row < rows {
      multiplyBlock(
        min(tileRows, rows - row), wide, depth, a + row / tileRows * aBlock, aDepth,
        b + p * bPanel, bPanel, bDepth, c + (row * cRow + p * cPanel), cRow, cPanel, adding)
      row += tileRows
    }
    p += wide ? 3 : 1
  }
}

/// At most `tileRows` rows times three panels, or one.
@inline(__always)
private func multiplyBlock(
  _ rows: Int, _ wide: Bool, _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bPanel: Int,
  _ bDepth: Int, _ c: MutableFloats, _ cRow: Int, _ cPanel: Int, _ adding: Bool
) {
  var r = 0
  #if K512 || arch(arm64)
    if wide && rows == 8 {
      tile8x3(depth, a, aDepth, b, bPanel, bDepth, c, cRow, cPanel, adding)
      return
    }
  #endif
  while r + 4 <= rows {
    if wide {
      tile4x3(depth, a + r, aDepth, b, bPanel, bDepth, c + r * cRow, cRow, cPanel, adding)
    } else {
      tile4x1(depth, a + r, aDepth, b, bDepth, c + r * cRow, cRow, adding)
    }
    r += 4
  }
  while r < rows {
    if wide {
      tile1x3(depth, a + r, aDepth, b, bPanel, bDepth, c + r * cRow, cPanel, adding)
    } else {
      tile1x1(depth, a + r, aDepth, b, bDepth, c + r * cRow, adding)
    }
    r += 1
  }
}
