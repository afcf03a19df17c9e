// Sums over contiguous ranges in an order that depends on the length alone.

/// Σ x.
@inline(never)
public func sum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
  var (s0, s1, s2, s3) = (splat(0), splat(0), splat(0), splat(0))
  var i = 0
  while i + 4 * width <= count {
    s0 += load(x + i)
    s1 += load(x + (i + width))
    s2 += load(x + (i + 2 * width))
    s3 += load(x + (i + 3 * width))
    i += 4 * width
  }
  while i + width <= count {
    s0 += load(x + i)
    i += width
  }
  if i < count { s1 += load(x + i, first: count - i) }
  return sum((s0 + s1) + (s2 + s3))
}

/// Σ a·b.
@inline(never)
public func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
  inlinedDot(a, b, count)
}

@inline(__always)
func inlinedDot(_ a: Floats, _ b: Floats, _ count: Int) -> Float {
  var (s0, s1) = (splat(0), splat(0))
  var i = 0
  while i + 2 * width <= count {
    s0 = mulAdd(s0, load(a + i), load(b + i))
    s1 = mulAdd(s1, load(a + (i + width)), load(b + (i + width)))
    i += 2 * width
  }
  if i + width <= count {
    s0 = mulAdd(s0, load(a + i), load(b + i))
    i += width
  }
  var rest: Float = 0
  while i < count {
    rest = mulAdd(rest, a[i], b[i])
    i += 1
  }
  return sum(s0 + s1) + rest
}

/// The largest element; −∞ of nothing.
@inline(never)
public func maximum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
  var best = splat(-.infinity)
  var i = 0
  while i + width <= count {
    best = larger(best, load(x + i))
    i += width
  }
  var result = -Float.infinity
  while i < count {
    if x[i] > result { result = x[i] }
    i += 1
  }
  var lane = 0
  while lane < width {
    if best[lane] > result { result = best[lane] }
    lane += 1
  }
  return result
}
