// The register tile for the one or two panels that are left when panels are taken by threes.

@inline(__always)
private func put(_ v: Lanes, _ c: MutableFloats, adding: Bool) {
  store(adding ? load(c) + v : v, c)
}

@inline(never)
func tile4x1(
  _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bDepth: Int, _ c: MutableFloats,
  _ cRow: Int, _ adding: Bool
) {
  var (r0, r1, r2, r3) = (splat(0), splat(0), splat(0), splat(0))
  var (a, b, k) = (a, b, depth)
  while k > 0 {
    let row = load(b)
    r0 = mulAdd(r0, splat(a[0]), row)
    r1 = mulAdd(r1, splat(a[1]), row)
    r2 = mulAdd(r2, splat(a[2]), row)
    r3 = mulAdd(r3, splat(a[3]), row)
    a += aDepth
    b += bDepth
    k -= 1
  }
  put(r0, c, adding: adding)
  put(r1, c + cRow, adding: adding)
  put(r2, c + 2 * cRow, adding: adding)
  put(r3, c + 3 * cRow, adding: adding)
}

@inline(never)
func tile1x1(
  _ depth: Int, _ a: Floats, _ aDepth: Int, _ b: Floats, _ bDepth: Int, _ c: MutableFloats,
  _ adding: Bool
) {
  var sums = splat(0)
  var (a, b, k) = (a, b, depth)
  while k > 0 {
    sums = mulAdd(sums, splat(a[0]), load(b))
    a += aDepth
    b += bDepth
    k -= 1
  }
  put(sums, c, adding: adding)
}
