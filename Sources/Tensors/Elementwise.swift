import Kernels

extension Tensor {
  /// Elements that one thread takes at a time.
  static let elementGrain = 1 << 14

  /// Applies `rule` to each element; `slope(x, y)` is its derivative at `x` with value `y`.
  @inline(__always)
  func mapped(_ rule: (Float) -> Float, slope: @escaping (Float, Float) -> Float) -> Tensor {
    let result = Tensor(uninitialized: shape)
    let (from, to) = (base, result.base)
    Parallel.forEach(count, grain: Self.elementGrain) { range in
      for i in range { to[i] = rule(from[i]) }
    }
    return following(result, slope)
  }

  /// As ``mapped(_:slope:)``, by a vector kernel.
  @inline(__always)
  func mapped(_ kernel: Kernels.Map, slope: @escaping (Float, Float) -> Float) -> Tensor {
    let result = Tensor(uninitialized: shape)
    Parallel.forEach(count, grain: Self.elementGrain) { range in
      kernel(base + range.lowerBound, result.base + range.lowerBound, range.count)
    }
    return following(result, slope)
  }

  /// `result`, made from this tensor element by element, with the rule for its gradient.
  @inline(__always)
  private func following(
    _ result: Tensor, _ slope: @escaping (Float, Float) -> Float
  ) -> Tensor {
    Tensor(shape: shape, storage: result.storage, of: [self]) { [node, x = detached] gradient in
      let part = Tensor(uninitialized: x.shape)
      Parallel.forEach(x.count, grain: Self.elementGrain) { range in
        for i in range { part.base[i] = gradient.base[i] * slope(x.base[i], result.base[i]) }
      }
      node?.accumulate(part)
    }
  }

  /// e to the power of each element.
  public func exp() -> Tensor { mapped(Kernels.current.exp) { $1 } }

  /// Natural logarithm of each element.
  public func log() -> Tensor { mapped(Kernels.current.log) { x, _ in 1 / x } }

  /// Square root of each element.
  public func sqrt() -> Tensor { mapped(Kernels.current.sqrt) { 0.5 / $1 } }

  /// Square of each element.
  public func square() -> Tensor { mapped({ $0 * $0 }) { x, _ in 2 * x } }

  /// Absolute value of each element; slope 0 at 0.
  public func abs() -> Tensor {
    mapped({ Swift.abs($0) }) { x, _ in x > 0 ? 1 : x < 0 ? -1 : 0 }
  }

  /// 1 / (1 + exp(-x)), without overflow.
  public func sigmoid() -> Tensor { mapped(Kernels.current.sigmoid) { $1 * (1 - $1) } }

  /// log(1 + exp(x)), without overflow.
  public func softplus() -> Tensor {
    mapped(Kernels.current.softplus) { x, _ in
      Self.logistic(x)
    }
  }

  /// log(1 / (1 + exp(-x))), without overflow.
  public func logSigmoid() -> Tensor { -(-self).softplus() }

  /// Hyperbolic tangent of each element.
  public func tanh() -> Tensor { mapped(Kernels.current.tanh) { 1 - $1 * $1 } }

  /// Swift.max(x, 0); slope 0 at 0.
  public func relu() -> Tensor { mapped({ Swift.max($0, 0) }) { x, _ in x > 0 ? 1 : 0 } }

  /// Each element to the power of `exponent`.
  public func pow(_ exponent: Float) -> Tensor {
    mapped({ power($0, exponent) }) { x, _ in exponent * power(x, exponent - 1) }
  }

  /// Each element moved into `low ... high`; the gradient passes where the element lay inside.
  public func clamped(_ low: Float, _ high: Float) -> Tensor {
    mapped({ Swift.min(Swift.max($0, low), high) }) { x, _ in x >= low && x <= high ? 1 : 0 }
  }

  /// Swift.max(x, floor); no gradient below the floor.
  public func floored(at floor: Float) -> Tensor {
    mapped({ Swift.max($0, floor) }) { x, _ in x >= floor ? 1 : 0 }
  }

  private static func logistic(_ x: Float) -> Float {
    let e = exponential(-Swift.abs(x))
    return x >= 0 ? 1 / (1 + e) : e / (1 + e)
  }
}
