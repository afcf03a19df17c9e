import Kernels

extension Tensor {
  /// The squared norm of each row of a matrix, as one column; untracked. *Shapes* [n, d] → [n, 1].
  /// - Throws: ``TensorError/shape(operation:found:wanted:)`` when this is no matrix.
  public func squaredNorms() throws(TensorError) -> Tensor {
    guard rank == 2 else {
      throw .shape(operation: "squaredNorms", found: shape, wanted: "a matrix")
    }
    let (rows, width) = (shape[0], shape[1])
    let result = Tensor(uninitialized: [rows, 1])
    Parallel.forEach(rows, grain: 1024) { range in
      for row in range {
        let at = base + row * width
        result.base[row] = Kernels.current.dot(at, at, width)
      }
    }
    return result
  }
}
