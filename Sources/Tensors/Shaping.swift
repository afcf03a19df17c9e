extension Tensor {
  /// The same elements under another shape of equal count; a view.
  public func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
    guard shape.reduce(1, *) == count else {
      throw .shapes(operation: "reshape", left: self.shape, right: shape)
    }
    return Tensor(shape: shape, storage: storage, offset: offset, of: [self]) {
      [node, from = self.shape] gradient in
      node?.accumulate(Tensor(shape: from, storage: gradient.storage, offset: gradient.offset))
    }
  }

  /// A matrix with rows and columns exchanged.
  public func transposed() throws(TensorError) -> Tensor {
    guard rank == 2 else {
      throw .shape(operation: "transpose", found: shape, wanted: "a matrix")
    }
    let (rows, columns) = (shape[0], shape[1])
    let result = Tensor(uninitialized: [columns, rows])
    Self.transpose(base, rows, columns, to: result.base)
    return Tensor(shape: result.shape, storage: result.storage, of: [self]) {
      [node] gradient in
      let part = Tensor(uninitialized: [rows, columns])
      Self.transpose(gradient.base, columns, rows, to: part.base)
      node?.accumulate(part)
    }
  }

  private static func transpose(
    _ from: UnsafeMutablePointer<Float>, _ rows: Int, _ columns: Int,
    to: UnsafeMutablePointer<Float>
  ) {
    for r in 0..<rows {
      for c in 0..<columns { to[c * rows + r] = from[r * columns + c] }
    }
  }

  /// A range along the first axis; a view.
  public func rows(_ range: Range<Int>) throws(TensorError) -> Tensor {
    guard let length = shape.first else {
      throw .shape(operation: "rows", found: shape, wanted: "one with rows")
    }
    guard range.lowerBound >= 0, range.upperBound <= length else {
      throw .index(operation: "rows", found: range.upperBound - 1, limit: length)
    }
    let width = shape[1...].reduce(1, *)
    return Tensor(
      shape: [range.count] + shape[1...], storage: storage,
      offset: offset + range.lowerBound * width, of: [self]
    ) { [node] gradient in
      node?.withGradient { sum in
        let to = sum + range.lowerBound * width
        for i in 0..<gradient.count { to[i] += gradient.base[i] }
      }
    }
  }

  /// A range of columns of a matrix.
  public func columns(_ range: Range<Int>) throws(TensorError) -> Tensor {
    guard rank == 2 else { throw .shape(operation: "columns", found: shape, wanted: "a matrix") }
    let (rows, width) = (shape[0], shape[1])
    guard range.lowerBound >= 0, range.upperBound <= width else {
      throw .index(operation: "columns", found: range.upperBound - 1, limit: width)
    }
    let result = Tensor(uninitialized: [rows, range.count])
    for r in 0..<rows {
      (result.base + r * range.count).update(
        from: base + r * width + range.lowerBound, count: range.count)
    }
    return Tensor(shape: result.shape, storage: result.storage, of: [self]) { [node] gradient in
      node?.withGradient { sum in
        for r in 0..<rows {
          let to = sum + r * width + range.lowerBound
          let from = gradient.base + r * range.count
          for c in 0..<range.count { to[c] += from[c] }
        }
      }
    }
  }

  /// Tensors joined along an axis, all other extents equal.
  public static func concatenated(
    _ parts: [Tensor], axis: Int
  ) throws(TensorError) -> Tensor {
    guard let first = parts.first else {
      throw .shape(operation: "concatenate", found: [], wanted: "at least one tensor")
    }
    let axis = axis < 0 ? first.rank + axis : axis
    let line = try Axis(axis, of: first.shape, in: "concatenate")
    var starts = [0]
    for part in parts {
      guard part.rank == first.rank,
        try Axis(axis, of: part.shape, in: "concatenate").reduced == line.reduced
      else { throw .shapes(operation: "concatenate", left: first.shape, right: part.shape) }
      starts.append(starts[starts.count - 1] + part.shape[axis] * line.inner)
    }
    let stride = starts[parts.count]
    var shape = first.shape
    shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    try TensorRoom.check(shape, in: "concatenate")
    let result = Tensor(uninitialized: shape)
    for (part, start) in zip(parts, starts) {
      let width = part.shape[axis] * line.inner
      for o in 0..<line.outer {
        (result.base + o * stride + start).update(from: part.base + o * width, count: width)
      }
    }
    let pieces = zip(parts, starts).map { (node: $0.node, shape: $0.shape, start: $1) }
    return Tensor(shape: shape, storage: result.storage, of: parts) { gradient in
      for (node, shape, start) in pieces {
        guard let node else { continue }
        let part = Tensor(uninitialized: shape)
        let width = shape[axis] * line.inner
        for o in 0..<line.outer {
          (part.base + o * width).update(from: gradient.base + o * stride + start, count: width)
        }
        node.accumulate(part)
      }
    }
  }
}
