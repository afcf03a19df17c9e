import Kernels

extension SparseMatrix {
  /// The product with a dense matrix.
  ///
  /// *Shapes* self [m, n], `dense` [n, d] → [m, d].
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` when the shapes do not fit.
  /// - Complexity: O(elements·d) time, forwards and backwards; the gradient is the product with the
  ///   transpose.
  public func times(_ dense: Tensor) throws(TensorError) -> Tensor {
    guard dense.rank == 2, dense.shape[0] == columns else {
      throw .shapes(operation: "sparse product", left: [rows, columns], right: dense.shape)
    }
    let width = dense.shape[1]
    let result = Tensor(zeros: [rows, width])
    forward.addProduct(with: dense.base, width: width, to: result.base)
    return Tensor(shape: result.shape, storage: result.storage, of: [dense]) {
      [node = dense.node, backward] gradient in
      node?.withGradient { sum in
        backward.addProduct(with: gradient.base, width: width, to: sum)
      }
    }
  }
}

extension SparseRows {
  /// Rows a block: each row is summed by one thread in the order of its elements, so the cut changes
  /// no digit; it is fine enough for rows of very different lengths.
  private static let blockRows = 128

  /// Adds this matrix's product with rows of `width` floats to `sum`.
  fileprivate func addProduct(
    with dense: UnsafeMutablePointer<Float>, width: Int, to sum: UnsafeMutablePointer<Float>
  ) {
    let addMultiple = Kernels.current.axpy
    Parallel.forEach(rows, grain: Self.blockRows) { range in
      for row in range {
        let to = sum + row * width
        forEach(in: row) { id, weight in addMultiple(weight, dense + id * width, to, width) }
      }
    }
  }
}
