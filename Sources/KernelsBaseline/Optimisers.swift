// One step of an optimiser over a range of a parameter; the gradient is left at zero.

/// Adam, as in "Adam: A Method for Stochastic Optimization" (Kingma and Ba, 2015) and PyTorch:
/// g += decay·p;  m += (1 − β₁)(g − m);  v = β₂v + (1 − β₂)g²;
/// p −= step · m / (√v / correction + ε), where step = rate / (1 − β₁ᵗ), correction = √(1 − β₂ᵗ).
@inline(never)
public func adam(
  _ p: UnsafeMutablePointer<Float>, _ g: UnsafeMutablePointer<Float>,
  _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>, _ count: Int,
  _ step: Float, _ oneLessBeta1: Float, _ beta2: Float, _ oneLessBeta2: Float, _ epsilon: Float,
  _ correction: Float, _ decay: Float
) {
  var i = 0
  while i < count {
    let n = min(width, count - i)
    let whole = n == width
    let (p, g, m, v) = (p + i, g + i, m + i, v + i)
    let weight = whole ? load(p) : load(p, first: n)
    let slope = mulAdd(whole ? load(g) : load(g, first: n), splat(decay), weight)
    let (oldFirst, oldSecond) = (
      whole ? load(m) : load(m, first: n), whole ? load(v) : load(v, first: n)
    )
    let first = mulAdd(oldFirst, splat(oneLessBeta1), slope - oldFirst)
    let second = mulAdd(splat(beta2) * oldSecond, splat(oneLessBeta2) * slope, slope)
    let scale = squareRoot(second) / splat(correction) + splat(epsilon)
    let moved = weight - splat(step) * (first / scale)
    if whole {
      store(moved, p)
      store(first, m)
      store(second, v)
      store(splat(0), g)
    } else {
      store(moved, p, first: n)
      store(first, m, first: n)
      store(second, v, first: n)
      store(splat(0), g, first: n)
    }
    i += n
  }
}

/// p −= rate·(g + decay·p).
@inline(never)
public func sgd(
  _ p: UnsafeMutablePointer<Float>, _ g: UnsafeMutablePointer<Float>, _ count: Int, _ rate: Float,
  _ decay: Float
) {
  for i in 0..<count {
    p[i] -= rate * mulAdd(g[i], decay, p[i])
    g[i] = 0
  }
}
