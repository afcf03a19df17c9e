import Kernels

extension SparseMatrix {
  /// The product with a dense matrix, added to another one if given.
  ///
  /// *Shapes* self [m, n], `dense` [n, d], `start` [m, d] → [m, d].
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` when the shapes do not fit.
  /// - Complexity: O(elements·d) time, forwards and backwards; the gradient is the product with the
  ///   transpose.
  public func times(_ dense: Tensor, plus start: Tensor? = nil) throws(TensorError) -> Tensor {
    guard dense.rank == 2, dense.shape[0] == columns else {
      throw .shapes(operation: "sparse product", left: [rows, columns], right: dense.shape)
    }
    let width = dense.shape[1]
    let result = Tensor(uninitialized: [rows, width])
    if let start, start.shape != result.shape {
      throw .shapes(operation: "sparse product plus", left: result.shape, right: start.shape)
    }
    forward.multiply(dense.base, width: width, plus: start?.base, to: result.base)
    let parents = [dense] + (start.map { [$0] } ?? [])
    return Tensor(shape: result.shape, storage: result.storage, of: parents) {
      [node = dense.node, startNode = start?.node, backward] gradient in
      startNode?.accumulate(gradient)
      node?.withGradientOrRoom { sum, isThere in
        backward.multiply(gradient.base, width: width, plus: isThere ? sum : nil, to: sum)
      }
    }
  }
}

extension SparseRows {
  /// Rows a block: each row is summed by one thread in the order of its elements, so the cut changes
  /// no digit; it is fine enough for rows of very different lengths.
  private static let blockRows = 128

  /// Writes the product with rows of `width` floats, added to `start` (zeros when nil), to `sum`, which
  /// may be `start`.
  func multiply(
    _ dense: UnsafeMutablePointer<Float>, width: Int, plus start: UnsafeMutablePointer<Float>?,
    to sum: UnsafeMutablePointer<Float>
  ) {
    let values = weights ?? Storage(repeating: 1, count: count)
    Parallel.forEach(rows, grain: Self.blockRows) { range in
      Kernels.current.multiplySparse(
        offsets.base, ids.base, values.base, range.lowerBound, range.upperBound, dense, width,
        start, sum)
    }
  }
}
