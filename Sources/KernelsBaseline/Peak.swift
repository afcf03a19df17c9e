// What the processor can do at best, to hold a kernel's speed against.

/// `rounds` times 12 independent c + a·b on full vectors: 24·width floating-point operations a round.
@inline(never)
public func peak(_ rounds: Int, _ start: Float) -> Float {
  let (a, b) = (splat(0.999_999), splat(start))
  var r: (Trio, Trio, Trio, Trio) = (
    (b, a, b), (a + b, b, a), (b, a + a, b), (a, b + b, a)
  )
  for _ in 0..<rounds {
    step(&r.0, a, b)
    step(&r.1, a, b)
    step(&r.2, a, b)
    step(&r.3, a, b)
  }
  let total = (r.0.0 + r.0.1 + r.0.2) + (r.1.0 + r.1.1 + r.1.2)
  return sum(total + (r.2.0 + r.2.1 + r.2.2) + (r.3.0 + r.3.1 + r.3.2))
}

@inline(__always)
private func step(_ r: inout Trio, _ a: Lanes, _ b: Lanes) {
  r.0 = mulAdd(b, r.0, a)
  r.1 = mulAdd(b, r.1, a)
  r.2 = mulAdd(b, r.2, a)
}
