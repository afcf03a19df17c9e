// V[u] += Σ e[u, i]·item i: a product summed along lanes. Each sum runs over all panels of a chunk in
// one register and is folded once.

#if K512 || arch(arm64)
  @inline(__always) private var group: Int { 6 }
#else
  @inline(__always) private var group: Int { 3 }
#endif

/// `e` [count, panels·width] times packed items, added to `v` [count, d].
@inline(__always)
func weigh(
  _ e: Floats, _ count: Int, _ panels: Int, _ items: Floats, _ panelSize: Int, _ v: MutableFloats,
  _ d: Int
) {
  let row = panels * width
  var k = 0
  while k < d {
    // Four dimensions of a chunk stay in the first cache while all users pass.
    let from = items + k * width
    var user = 0
    while user < count {
      let together = user + group <= count
      let to = v + (user * d + k)
      if together {
        weighGroup(e + user * row, row, panels, from, panelSize, to, d, min(4, d - k))
      } else {
        weighOne(e + user * row, panels, from, panelSize, to, min(4, d - k))
      }
      user += together ? group : 1
    }
    k += 4
  }
}

/// out[k] += the sum of the lanes of vector k, for up to four vectors.
@inline(__always)
func addSums(
  _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ out: MutableFloats, _ count: Int
) {
  let s = sums(a, b, c, d)
  if count == 4 {
    let old = UnsafeRawPointer(out).loadUnaligned(fromByteOffset: 0, as: SIMD4<Float>.self)
    UnsafeMutableRawPointer(out).storeBytes(of: old + s, as: SIMD4<Float>.self)
    return
  }
  for k in 0..<count { out[k] += s[k] }
}

@inline(__always)
private func empty() -> Quartet { (splat(0), splat(0), splat(0), splat(0)) }

/// Adds three users' parts: one vector of items is in a register at a time, so that all sums are.
@inline(__always)
private func accumulate(
  _ a: inout Quartet, _ b: inout Quartet, _ c: inout Quartet, _ e: Trio, _ items: Floats
) {
  var i = load(items)
  (a.0, b.0, c.0) = (mulAdd(a.0, e.0, i), mulAdd(b.0, e.1, i), mulAdd(c.0, e.2, i))
  i = load(items + width)
  (a.1, b.1, c.1) = (mulAdd(a.1, e.0, i), mulAdd(b.1, e.1, i), mulAdd(c.1, e.2, i))
  i = load(items + 2 * width)
  (a.2, b.2, c.2) = (mulAdd(a.2, e.0, i), mulAdd(b.2, e.1, i), mulAdd(c.2, e.2, i))
  i = load(items + 3 * width)
  (a.3, b.3, c.3) = (mulAdd(a.3, e.0, i), mulAdd(b.3, e.1, i), mulAdd(c.3, e.2, i))
}

@inline(__always)
private func accumulate(_ sums: inout Quartet, _ e: Lanes, _ i: Quartet) {
  sums.0 = mulAdd(sums.0, e, i.0)
  sums.1 = mulAdd(sums.1, e, i.1)
  sums.2 = mulAdd(sums.2, e, i.2)
  sums.3 = mulAdd(sums.3, e, i.3)
}

@inline(__always)
private func add(_ s: Quartet, _ out: MutableFloats, _ count: Int) {
  addSums(s.0, s.1, s.2, s.3, out, count)
}

@inline(never)
private func weighGroup(
  _ e: Floats, _ row: Int, _ panels: Int, _ items: Floats, _ panelSize: Int, _ v: MutableFloats,
  _ vRow: Int, _ dimensions: Int
) {
  var (s0, s1, s2) = (empty(), empty(), empty())
  #if K512 || arch(arm64)
    var (s3, s4, s5) = (empty(), empty(), empty())
  #endif
  let end = items + panels * panelSize
  var (e, items) = (e, items)
  while items != end {
    accumulate(&s0, &s1, &s2, (load(e), load(e + row), load(e + 2 * row)), items)
    #if K512 || arch(arm64)
      accumulate(
        &s3, &s4, &s5, (load(e + 3 * row), load(e + 4 * row), load(e + 5 * row)), items)
    #endif
    e += width
    items += panelSize
  }
  add(s0, v, dimensions)
  add(s1, v + vRow, dimensions)
  add(s2, v + 2 * vRow, dimensions)
  #if K512 || arch(arm64)
    add(s3, v + 3 * vRow, dimensions)
    add(s4, v + 4 * vRow, dimensions)
    add(s5, v + 5 * vRow, dimensions)
  #endif
}

@inline(never)
private func weighOne(
  _ e: Floats, _ panels: Int, _ items: Floats, _ panelSize: Int, _ v: MutableFloats,
  _ dimensions: Int
) {
  var sums = empty()
  let end = items + panels * panelSize
  var (e, items) = (e, items)
  while items != end {
    accumulate(&sums, load(e), loadQuartet(items))
    e += width
    items += panelSize
  }
  add(sums, v, dimensions)
}
