import Kernels

extension Tensor {
  /// Rows of a matrix by index: [n, d] and k indices give [k, d].
  /// - Throws: ``TensorError/index(operation:found:limit:)`` for an index outside the rows.
  public func gatherRows(_ ids: IndexTensor) throws(TensorError) -> Tensor {
    guard rank == 2 else {
      throw .shape(operation: "gatherRows", found: shape, wanted: "a matrix")
    }
    try ids.check(below: shape[0], in: "gatherRows")
    let width = shape[1]
    try TensorRoom.check(ids.shape + [width], in: "gatherRows")
    let result = Tensor(uninitialized: ids.shape + [width])
    Parallel.forEach(ids.count, grain: Swift.max(1, Self.elementGrain / Swift.max(1, width))) {
      range in
      for k in range {
        (result.base + k * width).update(from: base + Int(ids.base[k]) * width, count: width)
      }
    }
    return Tensor(shape: result.shape, storage: result.storage, of: [self]) { [node] gradient in
      // A thread takes a range of rows: what a row gets is one sum over ascending k.
      node?.withGradient { sum in
        Parallel.divide(shape[0]) { rows in
          Kernels.current.scatterRows(
            gradient.base, width, ids.base, ids.count, rows.lowerBound, rows.upperBound, sum)
        }
      }
    }
  }

  /// Elements of each row by index: [b, n] and [b, k] indices give [b, k].
  /// - Throws: ``TensorError`` for an index outside the columns or another number of rows.
  public func gatherColumns(_ ids: IndexTensor) throws(TensorError) -> Tensor {
    guard rank == 2, ids.shape.count == 2, ids.shape[0] == shape[0] else {
      throw .shapes(operation: "gatherColumns", left: shape, right: ids.shape)
    }
    try ids.check(below: shape[1], in: "gatherColumns")
    let (rows, width, picked) = (shape[0], shape[1], ids.shape[1])
    let result = Tensor(uninitialized: ids.shape)
    for r in 0..<rows {
      for k in 0..<picked {
        let at = r * picked + k
        result.base[at] = base[r * width + Int(ids.base[at])]
      }
    }
    return Tensor(shape: ids.shape, storage: result.storage, of: [self]) { [node] gradient in
      node?.withGradient { sum in
        for r in 0..<rows {
          for k in 0..<picked {
            let at = r * picked + k
            sum[r * width + Int(ids.base[at])] += gradient.base[at]
          }
        }
      }
    }
  }

  /// Inner products of corresponding rows: [b, d] and [b, d] give [b].
  public static func rowDot(_ left: Tensor, _ right: Tensor) throws(TensorError) -> Tensor {
    guard left.rank == 2, left.shape == right.shape else {
      throw .shapes(operation: "rowDot", left: left.shape, right: right.shape)
    }
    return try (left * right).sum(axis: 1)
  }

  /// Weighted sums of rows: [n, d] and `rows` lists of ids give [rows, d]; weight 1 where none is
  /// given.
  /// - Throws: ``TensorError/index(operation:found:limit:)`` for an id outside the rows.
  public func bag(_ lists: SparseRows) throws(TensorError) -> Tensor {
    guard rank == 2 else { throw .shape(operation: "bag", found: shape, wanted: "a matrix") }
    let ids = IndexTensor(shape: [lists.count], storage: lists.ids)
    try ids.check(below: shape[0], in: "bag")
    let width = shape[1]
    let result = Tensor(uninitialized: [lists.rows, width])
    lists.multiply(base, width: width, plus: nil, to: result.base)
    return Tensor(shape: result.shape, storage: result.storage, of: [self]) { [node] gradient in
      // As in ``gatherRows(_:)``.
      node?.withGradient { sum in
        Parallel.divide(shape[0]) { rows in
          for row in 0..<lists.rows {
            let from = gradient.base + row * width
            lists.forEach(in: row) { id, weight in
              guard rows.contains(id) else { return }
              Kernels.current.axpy(weight, from, sum + id * width, width)
            }
          }
        }
      }
    }
  }
}

extension SparseRows {
  /// Calls `body` with each id of a row and its weight.
  @inline(__always)
  func forEach(in row: Int, _ body: (_ id: Int, _ weight: Float) -> Void) {
    for at in offsets.base[row]..<offsets.base[row + 1] {
      body(Int(ids.base[at]), weights?.base[at] ?? 1)
    }
  }
}
