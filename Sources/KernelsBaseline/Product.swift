// Packed rows of A times panels of B, tile by tile.

/// C (+)= A·B. Rows come in blocks of `tileRows`, `aBlock` floats apart; panels are taken three at a
/// time, the last four by twos, and stay in the first cache while all rows pass.
@inline(__always)
func multiply(
  _ rows: Int, _ panels: Int, _ depth: Int, _ a: Floats, _ aBlock: Int, _ aDepth: Int,
  _ b: Floats, _ bPanel: Int, _ bDepth: Int, _ c: MutableFloats, _ cRow: Int, _ cPanel: Int,
  _ adding: Bool
) {
  var p = 0
  while p < panels {
    let left = panels - p
    let taken = left == 4 ? 2 : min(3, left)
    var row = 0
    while row < rows {
      multiplyBlock(
        min(tileRows, rows - row), taken, depth, a + row / tileRows * aBlock, aDepth,
        b + p * bPanel, bPanel, bDepth, c + (row * cRow + p * cPanel), cRow, cPanel, adding)
      row += tileRows
    }
    p += taken
  }
}

/// At most `tileRows` rows times up to three panels.
@inline(__always)
private func multiplyBlock(
  _ rows: Int, _ panels: Int, _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bPanel: Int,
  _ bDepth: Int, _ c: MutableFloats, _ cRow: Int, _ cPanel: Int, _ adding: Bool
) {
  var r = 0
  #if K512 || arch(arm64)
    if panels == 3 && rows == 8 {
      tile8x3(depth, a, aDepth, b, bPanel, bDepth, c, cRow, cPanel, adding)
      return
    }
  #endif
  while r + 4 <= rows {
    switch panels {
    case 3: tile4x3(depth, a + r, aDepth, b, bPanel, bDepth, c + r * cRow, cRow, cPanel, adding)
    case 2: tile4x2(depth, a + r, aDepth, b, bPanel, bDepth, c + r * cRow, cRow, cPanel, adding)
    default: tile4x1(depth, a + r, aDepth, b, bDepth, c + r * cRow, cRow, adding)
    }
    r += 4
  }
  while r < rows {
    if panels == 3 {
      tile1x3(depth, a + r, aDepth, b, bPanel, bDepth, c + r * cRow, cPanel, adding)
    } else {
      for p in 0..<panels {
        tile1x1(
          depth, a + r, aDepth, b + p * bPanel, bDepth, c + (r * cRow + p * cPanel), adding)
      }
    }
    r += 1
  }
}
