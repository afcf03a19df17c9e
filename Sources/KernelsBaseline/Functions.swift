import CMachine

// y = f(x) over contiguous ranges; in place is allowed. A tail goes through the same vector
// arithmetic, so that a value does not depend on where a range was split.

/// y = eˣ, within about one unit in the last place.
@inline(never)
public func exp(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i + width <= count {
    store(exponential(load(x + i)), y + i)
    i += width
  }
  if i < count { store(exponential(load(x + i, first: count - i)), y + i, first: count - i) }
}

/// y = log x.
@inline(never)
public func log(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i + width <= count {
    store(logarithm(load(x + i)), y + i)
    i += width
  }
  if i < count { store(logarithm(load(x + i, first: count - i)), y + i, first: count - i) }
}

/// y = tanh x.
@inline(never)
public func tanh(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i + width <= count {
    store(hyperbolicTangent(load(x + i)), y + i)
    i += width
  }
  if i < count { store(hyperbolicTangent(load(x + i, first: count - i)), y + i, first: count - i) }
}

/// y = 1 / (1 + e⁻ˣ).
@inline(never)
public func sigmoid(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i + width <= count {
    store(logistic(load(x + i)), y + i)
    i += width
  }
  if i < count { store(logistic(load(x + i, first: count - i)), y + i, first: count - i) }
}

/// y = log(1 + eˣ).
@inline(never)
public func softplus(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i + width <= count {
    store(softPlus(load(x + i)), y + i)
    i += width
  }
  if i < count { store(softPlus(load(x + i, first: count - i)), y + i, first: count - i) }
}

/// y = √x.
@inline(never)
public func sqrt(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  while i + width <= count {
    store(square_roots(load(x + i)), y + i)
    i += width
  }
  if i < count { store(square_roots(load(x + i, first: count - i)), y + i, first: count - i) }
}
