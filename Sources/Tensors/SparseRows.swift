/// Rows of ids of varying length, with an optional weight an id: exclusions, histories, ragged lists.
public struct SparseRows: @unchecked Sendable {
  /// Where each row starts; one more entry than rows.
  let offsets: Storage<Int>
  let ids: Storage<Int32>
  let weights: Storage<Float>?
  /// Number of rows.
  public let rows: Int

  /// Rows over given storage.
  init(offsets: Storage<Int>, ids: Storage<Int32>, weights: Storage<Float>?, rows: Int) {
    (self.offsets, self.ids, self.weights, self.rows) = (offsets, ids, weights, rows)
  }

  /// Rows over copies of `lists`, and weights of the same lengths if given.
  public init(_ lists: [[Int32]], weights: [[Float]]? = nil) {
    self.init(rows: lists.count, lists: { lists[$0][...] }, weights: weights.map { w in { w[$0] } })
  }

  /// Rows that `lists` names one by one.
  public init(
    rows: Int, lists: (Int) -> ArraySlice<Int32>, weights: ((Int) -> [Float])? = nil
  ) {
    let offsets = Storage<Int>(repeating: 0, count: rows + 1)
    for row in 0..<rows { offsets.base[row + 1] = offsets.base[row] + lists(row).count }
    let total = offsets.base[rows]
    let ids = Storage<Int32>(uninitialized: total)
    let values = weights.map { _ in Storage<Float>(uninitialized: total) }
    for row in 0..<rows {
      var cursor = offsets.base[row]
      for id in lists(row) {
        ids.base[cursor] = id
        cursor += 1
      }
      guard let weights, let values else { continue }
      let list = weights(row)
      precondition(list.count == offsets.base[row + 1] - offsets.base[row])
      for (i, weight) in list.enumerated() { values.base[offsets.base[row] + i] = weight }
    }
    self.rows = rows
    self.offsets = offsets
    self.ids = ids
    self.weights = values
  }

  /// Number of ids in all rows.
  public var count: Int { offsets.base[rows] }

  /// The ids of one row.
  public subscript(row: Int) -> [Int32] {
    precondition(row >= 0 && row < rows)
    let range = offsets.base[row]..<offsets.base[row + 1]
    return Array(UnsafeBufferPointer(start: ids.base + range.lowerBound, count: range.count))
  }
}
