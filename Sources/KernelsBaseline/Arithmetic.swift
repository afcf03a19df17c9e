// Arithmetic over contiguous ranges; the compiler vectorises these loops. In place is allowed.

@inline(__always)
func mulAdd(_ c: Float, _ a: Float, _ b: Float) -> Float {
  #if K512 || K256 || arch(arm64)
    c.addingProduct(a, b)
  #else
    c + a * b
  #endif
}

/// y = a + b.
@inline(never)
public func add(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for i in 0..<count { y[i] = a[i] + b[i] }
}

/// y = a − b.
@inline(never)
public func subtract(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for i in 0..<count { y[i] = a[i] - b[i] }
}

/// y = a·b, element by element.
@inline(never)
public func multiply(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for i in 0..<count { y[i] = a[i] * b[i] }
}

/// y = a / b.
@inline(never)
public func divide(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for i in 0..<count { y[i] = a[i] / b[i] }
}

/// y = factor·x.
@inline(never)
public func scale(
  _ factor: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  for i in 0..<count { y[i] = factor * x[i] }
}

/// y += factor·x.
@inline(never)
public func axpy(
  _ factor: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  for i in 0..<count { y[i] = mulAdd(y[i], factor, x[i]) }
}

/// y += a·b, element by element.
@inline(never)
public func addProduct(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for i in 0..<count { y[i] = mulAdd(y[i], a[i], b[i]) }
}

/// y += factor·max(x + shift, 0).
@inline(never)
public func addRectified(
  _ factor: Float, _ shift: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for i in 0..<count {
    let sum = x[i] + shift
    y[i] = mulAdd(y[i], factor, sum > 0 ? sum : 0)
  }
}
