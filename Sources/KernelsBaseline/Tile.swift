// The register tile below every product: a few packed rows of A times panels of B.
//
// A: element (row r, depth k) at a[k·aDepth + r].
// B: panels of `width` columns, the vector (panel p, depth k) at b[p·bPanel + k·bDepth].
// C: the vector (row r, panel p) at c[r·cRow + p·cPanel].
// An element of C is one chain of additions over ascending k, whatever the tile it falls into.

typealias Trio = (Lanes, Lanes, Lanes)

#if K512 || arch(arm64)
  /// Rows of the tile; with three panels its sums just fit the registers.
  @inline(__always) var tileRows: Int { 8 }
#else
  @inline(__always) var tileRows: Int { 4 }
#endif

@inline(__always)
private func zero() -> Trio { (splat(0), splat(0), splat(0)) }

@inline(__always)
private func load(_ p: Floats, _ stride: Int) -> Trio {
  (load(p), load(p + stride), load(p + 2 * stride))
}

@inline(__always)
private func accumulate(_ sums: inout Trio, _ a: Float, _ b: Trio) {
  let row = splat(a)
  sums.0 = mulAdd(sums.0, row, b.0)
  sums.1 = mulAdd(sums.1, row, b.1)
  sums.2 = mulAdd(sums.2, row, b.2)
}

@inline(__always)
private func put(_ v: Trio, _ c: MutableFloats, _ panel: Int, adding: Bool) {
  if adding {
    store(load(c) + v.0, c)
    store(load(c + panel) + v.1, c + panel)
    store(load(c + 2 * panel) + v.2, c + 2 * panel)
  } else {
    store(v.0, c)
    store(v.1, c + panel)
    store(v.2, c + 2 * panel)
  }
}

#if K512 || arch(arm64)
  @inline(never)
  func tile8x3(
    _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bPanel: Int, _ bDepth: Int,
    _ c: MutableFloats, _ cRow: Int, _ cPanel: Int, _ adding: Bool
  ) {
    var (r0, r1, r2, r3) = (zero(), zero(), zero(), zero())
    var (r4, r5, r6, r7) = (zero(), zero(), zero(), zero())
    let end = b + depth * bDepth
    var (a, b) = (a, b)
    while b != end {
      let row = load(b, bPanel)
      accumulate(&r0, a[0], row)
      accumulate(&r1, a[1], row)
      accumulate(&r2, a[2], row)
      accumulate(&r3, a[3], row)
      accumulate(&r4, a[4], row)
      accumulate(&r5, a[5], row)
      accumulate(&r6, a[6], row)
      accumulate(&r7, a[7], row)
      a += aDepth
      b += bDepth
    }
    put(r0, c, cPanel, adding: adding)
    put(r1, c + cRow, cPanel, adding: adding)
    put(r2, c + 2 * cRow, cPanel, adding: adding)
    put(r3, c + 3 * cRow, cPanel, adding: adding)
    put(r4, c + 4 * cRow, cPanel, adding: adding)
    put(r5, c + 5 * cRow, cPanel, adding: adding)
    put(r6, c + 6 * cRow, cPanel, adding: adding)
    put(r7, c + 7 * cRow, cPanel, adding: adding)
  }
#endif

@inline(never)
func tile4x3(
  _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bPanel: Int, _ bDepth: Int,
  _ c: MutableFloats, _ cRow: Int, _ cPanel: Int, _ adding: Bool
) {
  var (r0, r1, r2, r3) = (zero(), zero(), zero(), zero())
  let end = b + depth * bDepth
  var (a, b) = (a, b)
  while b != end {
    let row = load(b, bPanel)
    accumulate(&r0, a[0], row)
    accumulate(&r1, a[1], row)
    accumulate(&r2, a[2], row)
    accumulate(&r3, a[3], row)
    a += aDepth
    b += bDepth
  }
  put(r0, c, cPanel, adding: adding)
  put(r1, c + cRow, cPanel, adding: adding)
  put(r2, c + 2 * cRow, cPanel, adding: adding)
  put(r3, c + 3 * cRow, cPanel, adding: adding)
}

@inline(never)
func tile1x3(
  _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bPanel: Int, _ bDepth: Int,
  _ c: MutableFloats, _ cPanel: Int, _ adding: Bool
) {
  var sums = zero()
  let end = b + depth * bDepth
  var (a, b) = (a, b)
  while b != end {
    accumulate(&sums, a[0], load(b, bPanel))
    a += aDepth
    b += bDepth
  }
  put(sums, c, cPanel, adding: adding)
}
