/// A dense, row-major array of 32-bit floats that may take part in reverse-mode differentiation.
///
/// Values are never changed once made: every operation returns a new tensor. Views (`rows`,
/// `reshaped`) share memory with the tensor they come from. A tensor that depends on a
/// ``Parameter`` carries a node of the tape; see ``backward()``.
public struct Tensor: @unchecked Sendable {
  /// Extent of each axis; empty for a single number.
  public let shape: [Int]
  let storage: Storage<Float>
  let offset: Int
  let node: Node?

  init(shape: [Int], storage: Storage<Float>, offset: Int = 0, node: Node? = nil) {
    self.shape = shape
    self.storage = storage
    self.offset = offset
    self.node = node
  }

  /// Number of elements, the product of `shape`.
  public var count: Int { shape.reduce(1, *) }

  /// Number of axes.
  public var rank: Int { shape.count }

  /// Whether gradients flow through this tensor.
  public var isTracked: Bool { node != nil }

  /// The same values without a tie to the tape.
  public var detached: Tensor { Tensor(shape: shape, storage: storage, offset: offset) }

  var base: UnsafeMutablePointer<Float> { storage.base + offset }
}

// MARK: - Making tensors

extension Tensor {
  /// A tensor of equal values.
  public init(repeating value: Float, shape: [Int]) {
    self.init(
      shape: shape, storage: Storage(repeating: value, count: shape.reduce(1, *)))
  }

  /// A tensor of zeros.
  public init(zeros shape: [Int]) { self.init(repeating: 0, shape: shape) }

  /// A single number, of shape `[]`.
  public init(_ value: Float) { self.init(repeating: value, shape: []) }

  /// A tensor over a copy of `values`.
  /// - Throws: ``TensorError/shape(operation:found:wanted:)`` when the counts differ.
  public init(_ values: [Float], shape: [Int]) throws(TensorError) {
    guard shape.reduce(1, *) == values.count else {
      throw .shape(operation: "tensor", found: shape, wanted: "one of \(values.count) elements")
    }
    self.init(shape: shape, storage: Storage(values))
  }

  /// A vector over a copy of `values`.
  public init(_ values: [Float]) { self.init(shape: [values.count], storage: Storage(values)) }

  /// A tensor whose elements `fill` writes, in row-major order.
  public init(shape: [Int], filledBy fill: (inout MutableSpan<Float>) throws -> Void) rethrows {
    let storage = Storage<Float>(repeating: 0, count: shape.reduce(1, *))
    var span = UnsafeMutableBufferPointer(start: storage.base, count: storage.count).mutableSpan
    try fill(&span)
    self.init(shape: shape, storage: storage)
  }

  init(uninitialized shape: [Int]) {
    self.init(shape: shape, storage: Storage(uninitialized: shape.reduce(1, *)))
  }
}

// MARK: - Reading tensors

extension Tensor {
  /// The elements in row-major order.
  public var values: [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// The only element of a tensor of one element, else the first.
  public var scalar: Float { base[0] }

  /// Reads the elements in place.
  public func withSpan<Result>(_ body: (Span<Float>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(start: base, count: count).span)
  }

  /// The element at a row and column of a matrix.
  public subscript(row: Int, column: Int) -> Float {
    precondition(rank == 2 && row < shape[0] && column < shape[1] && row >= 0 && column >= 0)
    return base[row * shape[1] + column]
  }

  /// The element at a position of the row-major order.
  public subscript(position: Int) -> Float {
    precondition(position >= 0 && position < count)
    return base[position]
  }
}
