// Up to eight dimensions held in registers; `d` is 2, 4, 6 or 8 and known to the compiler.

typealias Octet = (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes)

@inline(__always)
func emptyOctet() -> Octet {
  (splat(0), splat(0), splat(0), splat(0), splat(0), splat(0), splat(0), splat(0))
}

/// Vectors `stride` floats apart.
@inline(__always)
func loadOctet(_ p: Floats, _ stride: Int, _ d: Int) -> Octet {
  var v = emptyOctet()
  (v.0, v.1) = (load(p), load(p + stride))
  if d > 2 { (v.2, v.3) = (load(p + 2 * stride), load(p + 3 * stride)) }
  if d > 4 { (v.4, v.5) = (load(p + 4 * stride), load(p + 5 * stride)) }
  if d > 6 { (v.6, v.7) = (load(p + 6 * stride), load(p + 7 * stride)) }
  return v
}

@inline(__always)
func storeOctet(_ v: Octet, _ p: MutableFloats, _ stride: Int, _ d: Int) {
  store(v.0, p)
  store(v.1, p + stride)
  if d > 2 {
    store(v.2, p + 2 * stride)
    store(v.3, p + 3 * stride)
  }
  if d > 4 {
    store(v.4, p + 4 * stride)
    store(v.5, p + 5 * stride)
  }
  if d > 6 {
    store(v.6, p + 6 * stride)
    store(v.7, p + 7 * stride)
  }
}

/// Consecutive numbers, each in all lanes.
@inline(__always)
func splatOctet(_ p: Floats, _ d: Int) -> Octet {
  var v = emptyOctet()
  (v.0, v.1) = (splat(p[0]), splat(p[1]))
  if d > 2 { (v.2, v.3) = (splat(p[2]), splat(p[3])) }
  if d > 4 { (v.4, v.5) = (splat(p[4]), splat(p[5])) }
  if d > 6 { (v.6, v.7) = (splat(p[6]), splat(p[7])) }
  return v
}

/// Σ a·b over the dimensions.
@inline(__always)
func dot(_ a: Octet, _ b: Octet, _ d: Int) -> Lanes {
  var (even, odd) = (a.0 * b.0, a.1 * b.1)
  if d > 2 { (even, odd) = (mulAdd(even, a.2, b.2), mulAdd(odd, a.3, b.3)) }
  if d > 4 { (even, odd) = (mulAdd(even, a.4, b.4), mulAdd(odd, a.5, b.5)) }
  if d > 6 { (even, odd) = (mulAdd(even, a.6, b.6), mulAdd(odd, a.7, b.7)) }
  return even + odd
}

/// sums += e·b in every dimension.
@inline(__always)
func accumulate(_ sums: inout Octet, _ e: Lanes, _ b: Octet, _ d: Int) {
  (sums.0, sums.1) = (mulAdd(sums.0, e, b.0), mulAdd(sums.1, e, b.1))
  if d > 2 { (sums.2, sums.3) = (mulAdd(sums.2, e, b.2), mulAdd(sums.3, e, b.3)) }
  if d > 4 { (sums.4, sums.5) = (mulAdd(sums.4, e, b.4), mulAdd(sums.5, e, b.5)) }
  if d > 6 { (sums.6, sums.7) = (mulAdd(sums.6, e, b.6), mulAdd(sums.7, e, b.7)) }
}
