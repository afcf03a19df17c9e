import Kernels

extension Tensor {
  /// Elementwise sum with numpy's broadcasting.
  public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(right, "+", { $0 + $1 }, left: nil, right: nil)
  }

  /// Elementwise difference with numpy's broadcasting.
  public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "-", { $0 - $1 }, left: nil,
      right: { g, _, _, out, n in Kernels.current.scale(-1, g, out, n) })
  }

  /// Elementwise product with numpy's broadcasting.
  public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "*", { $0 * $1 },
      left: { g, _, b, out, n in Kernels.current.multiply(g, b, out, n) },
      right: { g, a, _, out, n in Kernels.current.multiply(g, a, out, n) })
  }

  /// Elementwise quotient with numpy's broadcasting.
  public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "/", { $0 / $1 },
      left: { g, _, b, out, n in Kernels.current.divide(g, b, out, n) },
      right: { g, a, b, out, n in for i in 0..<n { out[i] = g[i] * (-a[i] / (b[i] * b[i])) } })
  }

  /// Each element plus a number.
  public static func + (left: Tensor, right: Float) -> Tensor {
    left.mapped({ $0 + right }, pull: { g, _, _, out, n in out.update(from: g, count: n) })
  }

  /// A number plus each element.
  public static func + (left: Float, right: Tensor) -> Tensor { right + left }

  /// Each element minus a number.
  public static func - (left: Tensor, right: Float) -> Tensor { left + -right }

  /// A number minus each element.
  public static func - (left: Float, right: Tensor) -> Tensor {
    right.mapped({ left - $0 }, pull: { g, _, _, out, n in Kernels.current.scale(-1, g, out, n) })
  }

  /// Each element times a number.
  public static func * (left: Tensor, right: Float) -> Tensor {
    left.mapped(
      { $0 * right }, pull: { g, _, _, out, n in Kernels.current.scale(right, g, out, n) })
  }

  /// A number times each element.
  public static func * (left: Float, right: Tensor) -> Tensor { right * left }

  /// Each element divided by a number.
  public static func / (left: Tensor, right: Float) -> Tensor {
    left.mapped(
      { $0 / right }, pull: { g, _, _, out, n in for i in 0..<n { out[i] = g[i] / right } })
  }

  /// A number divided by each element.
  public static func / (left: Float, right: Tensor) -> Tensor {
    right.mapped({ left / $0 }) { g, x, _, out, n in
      for i in 0..<n { out[i] = g[i] * (-left / (x[i] * x[i])) }
    }
  }

  /// Each element with its sign turned.
  public static prefix func - (tensor: Tensor) -> Tensor {
    tensor.mapped({ -$0 }, pull: { g, _, _, out, n in Kernels.current.scale(-1, g, out, n) })
  }

  /// Applies `rule` to pairs of elements; `left` and `right` carry the gradient back to the operands,
  /// as it is when nil.
  @inline(__always)
  func combined(
    _ other: Tensor, _ operation: String, _ rule: (Float, Float) -> Float, left pullLeft: Pull?,
    right pullRight: Pull?
  ) throws(TensorError) -> Tensor {
    let common = try Broadcasting.shape(shape, other.shape, operation)
    let left = stretched(to: common)
    let right = other.stretched(to: common)
    let result = Tensor(uninitialized: common)
    let (a, b, to) = (left.base, right.base, result.base)
    Parallel.forEach(result.count, grain: Self.elementGrain) { range in
      for i in range { to[i] = rule(a[i], b[i]) }
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
