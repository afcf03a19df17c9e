// Register tiles for the one or two panels that are left when panels are taken by threes.

@inline(__always)
private func put(_ v: Lanes, _ c: MutableFloats, adding: Bool) {
  store(adding ? load(c) + v : v, c)
}

/// One vector a row.
@inline(__always)
private func put(_ v: Quartet, _ c: MutableFloats, _ cRow: Int, adding: Bool) {
  put(v.0, c, adding: adding)
  put(v.1, c + cRow, adding: adding)
  put(v.2, c + 2 * cRow, adding: adding)
  put(v.3, c + 3 * cRow, adding: adding)
}

@inline(never)
func tile4x1(
  _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bDepth: Int, _ c: MutableFloats,
  _ cRow: Int, _ adding: Bool
) {
  var (r0, r1, r2, r3) = (splat(0), splat(0), splat(0), splat(0))
  let end = b + depth * bDepth
  var (a, b) = (a, b)
  while b != end {
    let row = load(b)
    r0 = mulAdd(r0, splat(a[0]), row)
    r1 = mulAdd(r1, splat(a[1]), row)
    r2 = mulAdd(r2, splat(a[2]), row)
    r3 = mulAdd(r3, splat(a[3]), row)
    a += aDepth
    b += bDepth
  }
  put((r0, r1, r2, r3), c, cRow, adding: adding)
}

@inline(never)
func tile4x2(
  _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bPanel: Int, _ bDepth: Int,
  _ c: MutableFloats, _ cRow: Int, _ cPanel: Int, _ adding: Bool
) {
  var (r0, r1, r2, r3) = (splat(0), splat(0), splat(0), splat(0))
  var (s0, s1, s2, s3) = (splat(0), splat(0), splat(0), splat(0))
  let end = b + depth * bDepth
  var (a, b) = (a, b)
  while b != end {
    let (first, second) = (load(b), load(b + bPanel))
    var row = splat(a[0])
    (r0, s0) = (mulAdd(r0, row, first), mulAdd(s0, row, second))
    row = splat(a[1])
    (r1, s1) = (mulAdd(r1, row, first), mulAdd(s1, row, second))
    row = splat(a[2])
    (r2, s2) = (mulAdd(r2, row, first), mulAdd(s2, row, second))
    row = splat(a[3])
    (r3, s3) = (mulAdd(r3, row, first), mulAdd(s3, row, second))
    a += aDepth
    b += bDepth
  }
  put((r0, r1, r2, r3), c, cRow, adding: adding)
  put((s0, s1, s2, s3), c + cPanel, cRow, adding: adding)
}

@inline(never)
func tile1x1(
  _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bDepth: Int, _ c: MutableFloats,
  _ adding: Bool
) {
  var sums = splat(0)
  let end = b + depth * bDepth
  var (a, b) = (a, b)
  while b != end {
    sums = mulAdd(sums, splat(a[0]), load(b))
    a += aDepth
    b += bDepth
  }
  put(sums, c, adding: adding)
}
