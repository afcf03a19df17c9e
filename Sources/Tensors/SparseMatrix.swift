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

  /// The matrix with rows and columns exchanged; shares memory.
  public var transposed: SparseMatrix {
    SparseMatrix(rows: columns, columns: rows, forward: backward, backward: forward)
  }
}

extension SparseRows {
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
