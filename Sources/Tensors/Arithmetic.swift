extension Tensor {
  /// Elementwise sum with numpy's broadcasting.
  public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(right, "+", { $0 + $1 }) { _, _ in (1, 1) }
  }

  /// Elementwise difference with numpy's broadcasting.
  public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(right, "-", { $0 - $1 }) { _, _ in (1, -1) }
  }

  /// Elementwise product with numpy's broadcasting.
  public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(right, "*", { $0 * $1 }) { ($1, $0) }
  }

  /// Elementwise quotient with numpy's broadcasting.
  public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(right, "/", { $0 / $1 }) { (1 / $1, -$0 / ($1 * $1)) }
  }

  /// Each element plus a number.
  public static func + (left: Tensor, right: Float) -> Tensor {
    left.mapped({ $0 + right }, slope: { _, _ in 1 })
  }

  /// A number plus each element.
  public static func + (left: Float, right: Tensor) -> Tensor { right + left }

  /// Each element minus a number.
  public static func - (left: Tensor, right: Float) -> Tensor { left + -right }

  /// A number minus each element.
  public static func - (left: Float, right: Tensor) -> Tensor {
    right.mapped({ left - $0 }, slope: { _, _ in -1 })
  }

  /// Each element times a number.
  public static func * (left: Tensor, right: Float) -> Tensor {
    left.mapped({ $0 * right }, slope: { _, _ in right })
  }

  /// A number times each element.
  public static func * (left: Float, right: Tensor) -> Tensor { right * left }

  /// Each element divided by a number.
  public static func / (left: Tensor, right: Float) -> Tensor {
    left.mapped({ $0 / right }, slope: { _, _ in 1 / right })
  }

  /// A number divided by each element.
  public static func / (left: Float, right: Tensor) -> Tensor {
    right.mapped({ left / $0 }, slope: { x, _ in -left / (x * x) })
  }

  /// Each element with its sign turned.
  public static prefix func - (tensor: Tensor) -> Tensor {
    tensor.mapped({ -$0 }, slope: { _, _ in -1 })
  }

  /// Applies `rule` to pairs of elements; `slopes` gives its two partial derivatives.
  @inline(__always)
  func combined(
    _ other: Tensor, _ operation: String, _ rule: (Float, Float) -> Float,
    slopes: @escaping (Float, Float) -> (Float, Float)
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
      let count = gradient.count
      let g = gradient.base
      if let node {
        let part = Tensor(uninitialized: common)
        Parallel.forEach(count, grain: Self.elementGrain) { range in
          for i in range { part.base[i] = g[i] * slopes(left.base[i], right.base[i]).0 }
        }
        node.accumulate(part.summed(to: shape))
      }
      if let otherNode {
        let part = Tensor(uninitialized: common)
        Parallel.forEach(count, grain: Self.elementGrain) { range in
          for i in range { part.base[i] = g[i] * slopes(left.base[i], right.base[i]).1 }
        }
        otherNode.accumulate(part.summed(to: otherShape))
      }
    }
  }
}
