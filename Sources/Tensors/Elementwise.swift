import Kernels

extension Tensor {
  /// Elements that one thread takes at a time.
  static let elementGrain = 1 << 14

  /// Writes the part of a gradient that flows to an operand: `out` = g times a derivative, over
  /// `count` elements. An operation of one operand lends it and the result; of two, both operands.
  typealias Pull = (
    _ g: UnsafePointer<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    _ out: UnsafeMutablePointer<Float>, _ count: Int
  ) -> Void

  /// Applies `rule` to ranges of elements; `pull` carries the gradient back. Both are given ranges, not
  /// elements, so that their loops become vector code.
  func mapped(_ rule: Kernels.Map, pull: @escaping Pull) -> Tensor {
    let result = Tensor(uninitialized: shape)
    Parallel.forEach(count, grain: Self.elementGrain) { range in
      rule(base + range.lowerBound, result.base + range.lowerBound, range.count)
    }
    return following(result, pull)
  }

  /// `result`, made from this tensor element by element, with the way back of its gradient.
  private func following(_ result: Tensor, _ pull: @escaping Pull) -> Tensor {
    Tensor(shape: shape, storage: result.storage, of: [self]) { [node, x = detached] gradient in
      node?.accumulate(gradient.pulled(by: pull, x, result))
    }
  }

  /// The part of this gradient that flows to an operand.
  func pulled(by pull: Pull, _ a: Tensor, _ b: Tensor) -> Tensor {
    let part = Tensor(uninitialized: shape)
    Parallel.forEach(count, grain: Self.elementGrain) { range in
      let at = range.lowerBound
      pull(base + at, a.base + at, b.base + at, part.base + at, range.count)
    }
    return part
  }

  /// e to the power of each element.
  public func exp() -> Tensor {
    mapped(Kernels.current.exp) { g, _, y, out, n in Kernels.current.multiply(g, y, out, n) }
  }

  /// Natural logarithm of each element.
  public func log() -> Tensor {
    mapped(Kernels.current.log) { g, x, _, out, n in Kernels.current.divide(g, x, out, n) }
  }

  /// Square root of each element.
  public func sqrt() -> Tensor {
    mapped(Kernels.current.sqrt) { g, _, y, out, n in
      for i in 0..<n { out[i] = g[i] * (0.5 / y[i]) }
    }
  }

  /// Square of each element.
  public func square() -> Tensor {
    mapped({ x, out, n in for i in 0..<n { out[i] = x[i] * x[i] } }) { g, x, _, out, n in
      for i in 0..<n { out[i] = g[i] * (2 * x[i]) }
    }
  }

  /// Absolute value of each element; slope 0 at 0.
  public func abs() -> Tensor {
    mapped({ x, out, n in for i in 0..<n { out[i] = Swift.abs(x[i]) } }) { g, x, _, out, n in
      for i in 0..<n { out[i] = g[i] * (x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0) }
    }
  }

  /// The greatest whole number that is no greater than each element; untracked.
  public func floor() -> Tensor {
    Tensor(shape: shape) { span in for i in span.indices { span[i] = base[i].rounded(.down) } }
  }

  /// 1 / (1 + exp(-x)), without overflow.
  public func sigmoid() -> Tensor {
    mapped(Kernels.current.sigmoid) { g, _, y, out, n in
      for i in 0..<n { out[i] = g[i] * (y[i] * (1 - y[i])) }
    }
  }

  /// log(1 + exp(x)), without overflow.
  public func softplus() -> Tensor {
    mapped(Kernels.current.softplus) { g, x, _, out, n in
      Kernels.current.sigmoid(x, out, n)
      Kernels.current.multiply(g, out, out, n)
    }
  }

  /// log(1 / (1 + exp(-x))), without overflow.
  public func logSigmoid() -> Tensor { -(-self).softplus() }

  /// Hyperbolic tangent of each element.
  public func tanh() -> Tensor {
    mapped(Kernels.current.tanh) { g, _, y, out, n in
      for i in 0..<n { out[i] = g[i] * (1 - y[i] * y[i]) }
    }
  }

  /// Swift.max(x, 0); slope 0 at 0.
  public func relu() -> Tensor {
    mapped({ x, out, n in for i in 0..<n { out[i] = x[i] < 0 ? 0 : x[i] } }) { g, x, _, out, n in
      for i in 0..<n {
        let slope = g[i]
        out[i] = x[i] > 0 ? slope : 0
      }
    }
  }

  /// Each element to the power of `exponent`.
  public func pow(_ exponent: Float) -> Tensor {
    mapped({ x, out, n in for i in 0..<n { out[i] = power(x[i], exponent) } }) { g, x, _, out, n in
      for i in 0..<n { out[i] = g[i] * (exponent * power(x[i], exponent - 1)) }
    }
  }

  /// Each element moved into `low ... high`; the gradient passes where the element lay inside.
  public func clamped(_ low: Float, _ high: Float) -> Tensor {
    mapped({ x, out, n in
      for i in 0..<n { out[i] = x[i] < low ? low : x[i] > high ? high : x[i] }
    }) { g, x, _, out, n in
      for i in 0..<n {
        let (slope, value) = (g[i], x[i])
        out[i] = value >= low && value <= high ? slope : 0
      }
    }
  }

  /// Swift.max(x, floor); no gradient below the floor.
  public func floored(at floor: Float) -> Tensor {
    mapped({ x, out, n in for i in 0..<n { out[i] = x[i] < floor ? floor : x[i] } }) {
      g, x, _, out, n in
      for i in 0..<n {
        let slope = g[i]
        out[i] = x[i] >= floor ? slope : 0
      }
    }
  }
}
