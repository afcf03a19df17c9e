/// A matrix of few elements besides zeros, as compressed rows in both directions: products with it
/// and with its transpose both go row by row.
public struct SparseMatrix: Sendable {
  /// Number of rows.
  public let rows: Int
  /// Number of columns.
  public let columns: Int
  /// The columns and the values of each row.
  let forward: SparseRows
  /// The rows and the values of each column, in rising order of rows.
  let backward: SparseRows

  /// A matrix whose row r has value `elements.weights` (1 where none is given) at column
  /// `elements.ids`; elements of the same place add up.
  /// - Throws: ``TensorError/index(operation:found:limit:)`` for a column outside the matrix.
  /// - Complexity: O(elements + columns).
  public init(_ elements: SparseRows, columns: Int) throws(TensorError) {
    try IndexTensor(shape: [elements.count], storage: elements.ids)
      .check(below: columns, in: "sparse matrix")
    self.init(
      rows: elements.rows, columns: columns, forward: elements,
      backward: elements.transposed(columns: columns))
  }

  private init(rows: Int, columns: Int, forward: SparseRows, backward: SparseRows) {
    (self.rows, self.columns, self.forward, self.backward) = (rows, columns, forward, backward)
  }

  /// Some rows, in the order of `ids`; itself when nil.
  /// - Throws: ``TensorError/index(operation:found:limit:)`` for an id outside the rows.
  /// - Complexity: O(elements of these rows + columns).
  public func rows(_ ids: IndexTensor?) throws(TensorError) -> SparseMatrix {
    guard let ids else { return self }
    try ids.check(below: rows, in: "rows of a sparse matrix")
    let chosen = forward.rows(ids)
    return SparseMatrix(
      rows: ids.count, columns: columns, forward: chosen,
      backward: chosen.transposed(columns: columns))
  }

  /// The matrix with rows and columns exchanged; shares memory.
  public var transposed: SparseMatrix {
    SparseMatrix(rows: columns, columns: rows, forward: backward, backward: forward)
  }
}

extension SparseRows {
  /// Copies of some rows.
  fileprivate func rows(_ chosen: IndexTensor) -> SparseRows {
    let starts = Storage<Int>(repeating: 0, count: chosen.count + 1)
    for k in 0..<chosen.count {
      let row = Int(chosen.base[k])
      starts.base[k + 1] = starts.base[k] + offsets.base[row + 1] - offsets.base[row]
    }
    let total = starts.base[chosen.count]
    let copies = Storage<Int32>(uninitialized: total)
    let values = weights.map { _ in Storage<Float>(uninitialized: total) }
    for k in 0..<chosen.count {
      let (from, to) = (offsets.base[Int(chosen.base[k])], starts.base[k])
      let count = starts.base[k + 1] - to
      (copies.base + to).update(from: ids.base + from, count: count)
      if let weights, let values {
        (values.base + to).update(from: weights.base + from, count: count)
      }
    }
    return SparseRows(offsets: starts, ids: copies, weights: values, rows: chosen.count)
  }

  /// For each of `columns` ids the rows that hold it, with their weights.
  fileprivate func transposed(columns: Int) -> SparseRows {
    let starts = Storage<Int>(repeating: 0, count: columns + 1)
    for at in 0..<count { starts.base[Int(ids.base[at]) + 1] += 1 }
    for column in 0..<columns { starts.base[column + 1] += starts.base[column] }
    let next = Storage(UnsafeBufferPointer(start: starts.base, count: columns + 1))
    let holders = Storage<Int32>(uninitialized: count)
    let values = Storage<Float>(uninitialized: count)
    for row in 0..<rows {
      forEach(in: row) { id, weight in
        let at = next.base[id]
        next.base[id] = at + 1
        holders.base[at] = Int32(row)
        values.base[at] = weight
      }
    }
    return SparseRows(offsets: starts, ids: holders, weights: values, rows: columns)
  }
}
