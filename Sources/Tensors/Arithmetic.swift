import Kernels

extension Tensor {
  /// Elementwise sum with numpy's broadcasting.
  public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(right, "+", Kernels.current.add, left: nil, right: nil)
  }

  /// Elementwise difference with numpy's broadcasting.
  public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "-", Kernels.current.subtract, left: nil,
      right: { g, _, _, out, n in Kernels.current.scale(-1, g, out, n) })
  }

  /// Elementwise product with numpy's broadcasting.
  public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "*", Kernels.current.multiply,
      left: { g, _, b, out, n in Kernels.current.multiply(g, b, out, n) },
      right: { g, a, _, out, n in Kernels.current.multiply(g, a, out, n) })
  }

  /// Elementwise quotient with numpy's broadcasting.
  public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "/", Kernels.current.divide,
      left: { g, _, b, out, n in Kernels.current.divide(g, b, out, n) },
      right: { g, a, b, out, n in for i in 0..<n { out[i] = g[i] * (-a[i] / (b[i] * b[i])) } })
  }

  /// Each element plus a number.
  public static func + (left: Tensor, right: Float) -> Tensor {
    left.mapped(
      { x, out, n in for i in 0..<n { out[i] = x[i] + right } },
      pull: { g, _, _, out, n in out.update(from: g, count: n) })
  }

  /// A number plus each element.
  public static func + (left: Float, right: Tensor) -> Tensor { right + left }

  /// Each element minus a number.
  public static func - (left: Tensor, right: Float) -> Tensor { left + -right }

  /// A number minus each element.
  public static func - (left: Float, right: Tensor) -> Tensor {
    right.mapped(
      { x, out, n in for i in 0..<n { out[i] = left - x[i] } },
      pull: { g, _, _, out, n in Kernels.current.scale(-1, g, out, n) })
  }

  /// Each element times a number.
  public static func * (left: Tensor, right: Float) -> Tensor {
    left.mapped(
      { x, out, n in Kernels.current.scale(right, x, out, n) },
      pull: { g, _, _, out, n in Kernels.current.scale(right, g, out, n) })
  }

  /// A number times each element.
  public static func * (left: Float, right: Tensor) -> Tensor { right * left }

  /// Each element divided by a number.
  public static func / (left: Tensor, right: Float) -> Tensor {
    left.mapped(
      { x, out, n in for i in 0..<n { out[i] = x[i] / right } },
      pull: { g, _, _, out, n in for i in 0..<n { out[i] = g[i] / right } })
  }

  /// A number divided by each element.
  public static func / (left: Float, right: Tensor) -> Tensor {
    right.mapped({ x, out, n in for i in 0..<n { out[i] = left / x[i] } }) { g, x, _, out, n in
      for i in 0..<n { out[i] = g[i] * (-left / (x[i] * x[i])) }
    }
  }

  /// Each element with its sign turned.
  public static prefix func - (tensor: Tensor) -> Tensor {
    tensor.mapped(
      { x, out, n in Kernels.current.scale(-1, x, out, n) },
      pull: { g, _, _, out, n in Kernels.current.scale(-1, g, out, n) })
  }

  /// Applies `rule` to ranges of pairs; `left` and `right` carry the gradient back to the operands,
  /// as it is when nil.
  func combined(
    _ other: Tensor, _ operation: String, _ rule: Kernels.Combine, left pullLeft: Pull?,
    right pullRight: Pull?
  ) throws(TensorError) -> Tensor {
    let common = try Broadcasting.shape(shape, other.shape, operation)
    let left = stretched(to: common)
    let right = other.stretched(to: common)
    let result = Tensor(uninitialized: common)
    Parallel.forEach(result.count, grain: Self.elementGrain) { range in
      let at = range.lowerBound
      rule(left.base + at, right.base + at, result.base + at, range.count)
    }
    return Tensor(shape: common, storage: result.storage, of: [self, other]) {
      [shape, node, otherShape = other.shape, otherNode = other.node] gradient in
      for (node, pull, shape) in [(node, pullLeft, shape), (otherNode, pullRight, otherShape)] {
        guard let node else { continue }
        let part = pull.map { gradient.pulled(by: $0, left, right) } ?? gradient
        node.accumulate(part.summed(to: shape))
      }
    }
  }
}
