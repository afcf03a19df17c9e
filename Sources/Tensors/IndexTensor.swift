/// A dense, row-major array of 32-bit integers: ids of users or items, ranks, stages.
public struct IndexTensor: @unchecked Sendable {
  /// Extent of each axis.
  public let shape: [Int]
  let storage: Storage<Int32>
  let offset: Int

  init(shape: [Int], storage: Storage<Int32>, offset: Int = 0) {
    self.shape = shape
    self.storage = storage
    self.offset = offset
  }

  /// A tensor over a copy of `values`.
  /// - Throws: ``TensorError/shape(operation:found:wanted:)`` when the counts differ.
  public init(_ values: [Int32], shape: [Int]) throws(TensorError) {
    guard shape.reduce(1, *) == values.count else {
      throw .shape(operation: "index", found: shape, wanted: "one of \(values.count) elements")
    }
    self.init(shape: shape, storage: Storage(values))
  }

  /// A vector over a copy of `values`.
  public init(_ values: [Int32]) { self.init(shape: [values.count], storage: Storage(values)) }

  /// A tensor of equal values.
  public init(repeating value: Int32, shape: [Int]) {
    self.init(shape: shape, storage: Storage(repeating: value, count: shape.reduce(1, *)))
  }

  /// A tensor whose elements `fill` writes, in row-major order, starting from zeros.
  public init(shape: [Int], filledBy fill: (inout MutableSpan<Int32>) throws -> Void) rethrows {
    let storage = Storage<Int32>(repeating: 0, count: shape.reduce(1, *))
    var span = UnsafeMutableBufferPointer(start: storage.base, count: storage.count).mutableSpan
    try fill(&span)
    self.init(shape: shape, storage: storage)
  }

  /// Lists as the rows of a matrix, each cut or padded with −1. *Shape* [lists, width].
  public init(lists: [[Int32]], width: Int) {
    self.init(shape: [lists.count, width]) { span in
      for (row, list) in lists.enumerated() {
        for place in 0..<width {
          span[row * width + place] = place < list.count ? list[place] : -1
        }
      }
    }
  }

  /// Number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// The elements in row-major order.
  public var values: [Int32] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// The element at a position of the row-major order.
  public subscript(position: Int) -> Int32 {
    precondition(position >= 0 && position < count)
    return base[position]
  }

  /// The element at a row and column of a matrix.
  public subscript(row: Int, column: Int) -> Int32 {
    precondition(shape.count == 2 && row >= 0 && row < shape[0] && column >= 0 && column < shape[1])
    return base[row * shape[1] + column]
  }

  /// Reads the elements in place.
  public func withSpan<Result>(_ body: (Span<Int32>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(start: base, count: count).span)
  }

  /// One row of a matrix, as a view.
  public func row(_ row: Int) -> IndexTensor {
    precondition(shape.count == 2 && row >= 0 && row < shape[0])
    return IndexTensor(shape: [shape[1]], storage: storage, offset: offset + row * shape[1])
  }

  var base: UnsafeMutablePointer<Int32> { storage.base + offset }

  /// Checks that every element lies in `0 ..< limit`.
  func check(below limit: Int, in operation: String) throws(TensorError) {
    let base = base
    var bad: Int?
    for i in 0..<count where base[i] < 0 || Int(base[i]) >= limit {
      bad = Int(base[i])
      break
    }
    if let bad { throw .index(operation: operation, found: bad, limit: limit) }
  }
}
