/// A dense, row-major array of yes and no, such as which (teacher, user) pairs are ready.
public struct Mask: Equatable, Sendable {
  /// Extent of each axis.
  public let shape: [Int]
  /// The elements in row-major order.
  public let values: [Bool]

  /// A mask over `values`.
  /// - Throws: ``TensorError/shape(operation:found:wanted:)`` when the counts differ.
  public init(_ values: [Bool], shape: [Int]) throws(TensorError) {
    guard shape.reduce(1, *) == values.count else {
      throw .shape(operation: "mask", found: shape, wanted: "one of \(values.count) elements")
    }
    self.shape = shape
    self.values = values
  }

  init(unchecked values: [Bool], shape: [Int]) {
    self.shape = shape
    self.values = values
  }

  /// How many elements are true.
  public var trueCount: Int { values.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// 1 where true, 0 elsewhere.
  public var ones: Tensor {
    let result = Tensor(uninitialized: shape)
    for (i, value) in values.enumerated() { result.base[i] = value ? 1 : 0 }
    return result
  }

  /// True where both are.
  public static func & (left: Mask, right: Mask) throws(TensorError) -> Mask {
    try left.combined(right, "&") { $0 && $1 }
  }

  /// True where either is.
  public static func | (left: Mask, right: Mask) throws(TensorError) -> Mask {
    try left.combined(right, "|") { $0 || $1 }
  }

  /// True where this is false.
  public static prefix func ~ (mask: Mask) -> Mask {
    Mask(unchecked: mask.values.map { !$0 }, shape: mask.shape)
  }

  private func combined(
    _ other: Mask, _ operation: String, _ rule: (Bool, Bool) -> Bool
  ) throws(TensorError) -> Mask {
    let common = try Broadcasting.shape(shape, other.shape, "mask \(operation)")
    return Mask(
      unchecked: zip(stretched(to: common), other.stretched(to: common)).map(rule), shape: common)
  }

  /// The elements stretched to `target` by numpy's rule.
  private func stretched(to target: [Int]) -> [Bool] {
    guard shape != target else { return values }
    let (starts, step) = Broadcasting.rows(of: shape, in: target)
    let width = target.last ?? 1
    return starts.flatMap { start in (0..<width).map { values[start + $0 * step] } }
  }
}

extension Tensor {
  /// Elementwise comparison with numpy's broadcasting.
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` for shapes that do not stretch.
  public func compare(
    _ other: Tensor, _ rule: (Float, Float) -> Bool
  ) throws(TensorError) -> Mask {
    let common = try Broadcasting.shape(shape, other.shape, "compare")
    let (left, right) = (stretched(to: common), other.stretched(to: common))
    return Mask(
      unchecked: (0..<left.count).map { rule(left.base[$0], right.base[$0]) }, shape: common)
  }

  /// This tensor with the elements of `other` where `mask` is true; untracked. Mask and `other`
  /// stretch to this tensor's shape by numpy's rule.
  public func replacing(_ mask: Mask, with other: Tensor) throws(TensorError) -> Tensor {
    guard try Broadcasting.shape(mask.shape, shape, "replace") == shape else {
      throw .shapes(operation: "replace", left: shape, right: mask.shape)
    }
    guard try Broadcasting.shape(other.shape, shape, "replace") == shape else {
      throw .shapes(operation: "replace", left: shape, right: other.shape)
    }
    let other = other.stretched(to: shape)
    let width = shape.last ?? 1
    let (starts, step) = Broadcasting.rows(of: mask.shape, in: shape)
    let result = copy()
    for (row, start) in starts.enumerated() {
      for i in 0..<width where mask.values[start + i * step] {
        result.base[row * width + i] = other.base[row * width + i]
      }
    }
    return result
  }

  /// Elementwise quotient where any number over zero counts as infinite, zero over zero too.
  public func over(_ other: Tensor) throws(TensorError) -> Tensor {
    guard shape == other.shape else {
      throw .shapes(operation: "over", left: shape, right: other.shape)
    }
    return Tensor(shape: shape) { span in
      for i in span.indices {
        span[i] = other.base[i] == 0 ? .infinity : base[i] / other.base[i]
      }
    }
  }
}
