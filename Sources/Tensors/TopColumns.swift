extension Tensor {
  /// The columns with the largest elements of each row, best first.
  ///
  /// Equal elements rank by the smaller column. Columns that `excluding` lists for a row (ascending)
  /// are left out; −1 fills up when fewer than `k` remain. *Shapes* [b, n] → [b, k].
  /// - Throws: ``TensorError`` when this is no matrix or the exclusions have other rows.
  /// - Complexity: O(n + k log k) a row on average; rows are shared among threads.
  public func topColumns(
    _ k: Int, excluding: SparseRows? = nil
  ) throws(TensorError) -> IndexTensor {
    guard rank == 2, k >= 0 else {
      throw .shape(operation: "topColumns", found: shape, wanted: "a matrix")
    }
    let (rows, width) = (shape[0], shape[1])
    if let excluding, excluding.rows != rows {
      throw .shapes(operation: "topColumns", left: shape, right: [excluding.rows])
    }
    let result = Storage<Int32>(repeating: -1, count: rows * k)
    Parallel.forEach(rows, grain: 8) { range in
      var heap = TopHeap(capacity: k)
      for row in range {
        heap.removeAll()
        let scores = base + row * width
        var skip = excluding.map { $0.offsets.base[row] } ?? 0
        let skipEnd = excluding.map { $0.offsets.base[row + 1] } ?? 0
        let skipped = excluding?.ids.base
        var start = 0
        while start < width {
          var end = width
          if let skipped, skip < skipEnd { end = Swift.min(width, Int(skipped[skip])) }
          heap.offer(scores, start..<Swift.max(start, end))
          start = Swift.max(start, end + 1)
          skip += 1
        }
        heap.drain(into: result.base + row * k)
      }
    }
    return IndexTensor(shape: [rows, k], storage: result)
  }
}

/// The best entries seen so far, the worst of them on top.
private struct TopHeap {
  private let capacity: Int
  private var entries: [(score: Float, column: Int32)] = []

  init(capacity: Int) {
    self.capacity = capacity
    entries.reserveCapacity(capacity)
  }

  mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

  /// Whether `a` ranks after `b`; a score that is no number ranks last.
  private static func worse(
    _ a: (score: Float, column: Int32), _ b: (score: Float, column: Int32)
  ) -> Bool {
    a.score < b.score || (a.score == b.score && a.column > b.column)
  }

  /// Offers columns in ascending order, so that an equal score never displaces an earlier column.
  mutating func offer(_ scores: UnsafeMutablePointer<Float>, _ range: Range<Int>) {
    guard capacity > 0 else { return }
    var column = range.lowerBound
    while column < range.upperBound, entries.count < capacity {
      let score = scores[column]
      entries.append((score.isNaN ? -.infinity : score, Int32(column)))
      rise(entries.count - 1)
      column += 1
    }
    guard column < range.upperBound else { return }
    var threshold = entries[0].score
    while column < range.upperBound {
      if scores[column] > threshold {
        entries[0] = (scores[column], Int32(column))
        sink(0, entries.count)
        threshold = entries[0].score
      }
      column += 1
    }
  }

  /// Writes the columns best first.
  mutating func drain(into target: UnsafeMutablePointer<Int32>) {
    var end = entries.count
    while end > 1 {
      end -= 1
      entries.swapAt(0, end)
      sink(0, end)
    }
    for (i, entry) in entries.enumerated() { target[i] = entry.column }
  }

  private mutating func rise(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard Self.worse(entries[child], entries[parent]) else { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func sink(_ start: Int, _ end: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < end else { return }
      if child + 1 < end, Self.worse(entries[child + 1], entries[child]) { child += 1 }
      guard Self.worse(entries[child], entries[parent]) else { return }
      entries.swapAt(child, parent)
      parent = child
    }
  }
}
