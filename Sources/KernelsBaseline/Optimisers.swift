import CMachine

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
  let inverse = 1 / correction
  var i = 0
  while i + width <= count {
    var (weight, first, second) = (load(p + i), load(m + i), load(v + i))
    let slope = load(g + i)
    adam(
      &weight, slope, &first, &second, step, oneLessBeta1, beta2, oneLessBeta2, epsilon, inverse,
      decay)
    store(weight, p + i)
    store(first, m + i)
    store(second, v + i)
    // Most rows of embeddings have no gradient: memory that is zero need not be written.
    if any(slope .!= splat(0)) { store(splat(0), g + i) }
    i += width
  }
  let n = count - i
  guard n > 0 else { return }
  var (weight, first) = (load(p + i, first: n), load(m + i, first: n))
  var second = load(v + i, first: n)
  adam(
    &weight, load(g + i, first: n), &first, &second, step, oneLessBeta1, beta2, oneLessBeta2,
    epsilon, inverse, decay)
  store(weight, p + i, first: n)
  store(first, m + i, first: n)
  store(second, v + i, first: n)
  store(splat(0), g + i, first: n)
}

/// One vector's step; `inverse` = 1 / correction.
@inline(__always)
private func adam(
  _ p: inout Lanes, _ g: Lanes, _ m: inout Lanes, _ v: inout Lanes, _ step: Float,
  _ oneLessBeta1: Float, _ beta2: Float, _ oneLessBeta2: Float, _ epsilon: Float,
  _ inverse: Float, _ decay: Float
) {
  let slope = mulAdd(g, splat(decay), p)
  m = mulAdd(m, splat(oneLessBeta1), slope - m)
  v = mulAdd(splat(beta2) * v, splat(oneLessBeta2) * slope, slope)
  let scale = mulAdd(splat(epsilon), square_roots(v), splat(inverse))
  p = p - splat(step) * (m / scale)
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
