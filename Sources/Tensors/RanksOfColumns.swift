extension Tensor {
  /// How many columns of a row stand before each listed one, larger elements first and equal ones by
  /// the smaller column; untracked.
  ///
  /// Columns that `excluding` lists for a row (ascending) are not counted; an id of −1 gets the number
  /// of columns. *Shapes* [b, n] and [b, k] → [b, k].
  /// - Throws: ``TensorError`` for other shapes or an id outside the columns.
  /// - Complexity: O(n log k) a row; rows are shared among threads.
  public func ranks(
    of ids: IndexTensor, excluding: SparseRows? = nil
  ) throws(TensorError) -> Tensor {
    guard rank == 2, ids.shape.count == 2, ids.shape[0] == shape[0] else {
      throw .shapes(operation: "ranks", left: shape, right: ids.shape)
    }
    if let excluding, excluding.rows != shape[0] {
      throw .shapes(operation: "ranks", left: shape, right: [excluding.rows])
    }
    try ids.checkPadded(below: shape[1], in: "ranks")
    let (width, listed, base) = (shape[1], ids.shape[1], base)
    let result = Tensor(repeating: Float(width), shape: ids.shape)
    Parallel.forEach(shape[0], grain: 8) { range in
      var line = ListedColumns(capacity: listed)
      for row in range {
        line.begin(base + row * width, ids.base + row * listed)
        var skip = excluding.map { $0.offsets.base[row] } ?? 0
        let end = excluding.map { $0.offsets.base[row + 1] } ?? 0
        for column in 0..<width {
          if skip < end, let skipped = excluding?.ids.base, Int(skipped[skip]) == column {
            skip += 1
            continue
          }
          line.count(column)
        }
        line.write(to: result.base + row * listed)
      }
    }
    return result
  }
}

/// The listed columns of one row in the order of their elements, and how many others stand between.
private struct ListedColumns {
  private var order: [(score: Float, column: Int, place: Int)] = []
  private var before: [Int]
  private var scores: UnsafeMutablePointer<Float>?
  private var least = Float.infinity

  init(capacity: Int) { before = [Int](repeating: 0, count: capacity + 1) }

  mutating func begin(
    _ scores: UnsafeMutablePointer<Float>, _ ids: UnsafeMutablePointer<Int32>
  ) {
    order.removeAll(keepingCapacity: true)
    for place in 0..<before.count - 1 where ids[place] >= 0 {
      order.append((scores[Int(ids[place])], Int(ids[place]), place))
    }
    order.sort { Self.precedes($0.score, $0.column, $1.score, $1.column) }
    for i in before.indices { before[i] = 0 }
    self.scores = scores
    least = order.last?.score ?? .infinity
  }

  private static func precedes(_ a: Float, _ i: Int, _ b: Float, _ j: Int) -> Bool {
    a > b || (a == b && i < j)
  }

  /// Counts a column before every listed one that it stands before.
  mutating func count(_ column: Int) {
    guard let score = scores?[column], score >= least else { return }
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(score, column, order[middle].score, order[middle].column) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    before[low] += 1
  }

  func write(to target: UnsafeMutablePointer<Float>) {
    var total = 0
    for (i, entry) in order.enumerated() {
      total += before[i]
      target[entry.place] = Float(total)
    }
  }
}
