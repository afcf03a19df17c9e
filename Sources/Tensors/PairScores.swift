import Kernels

extension Tensor {
  /// Inner products of each user with a list of items of its own.
  ///
  /// *Shapes* users [b, d], items [n, d], ids [b, k] → [b, k]. An id of −1 gives 0 and no gradient.
  /// - Throws: ``TensorError`` for shapes that do not fit or an id outside the items.
  /// - Complexity: O(b·k·d) time, no memory beyond the result.
  public static func pairScores(
    users: Tensor, items: Tensor, ids: IndexTensor
  ) throws(TensorError) -> Tensor {
    guard users.rank == 2, items.rank == 2, users.shape[1] == items.shape[1] else {
      throw .shapes(operation: "pairScores", left: users.shape, right: items.shape)
    }
    guard ids.shape.count == 2, ids.shape[0] == users.shape[0] else {
      throw .shapes(operation: "pairScores", left: users.shape, right: ids.shape)
    }
    try ids.checkPadded(below: items.shape[0], in: "pairScores")
    let (count, width) = (users.shape[0], users.shape[1])
    let result = Tensor(zeros: ids.shape)
    let (u, v) = (users.detached, items.detached)
    Parallel.forEach(count, grain: 64) { range in
      for row in range {
        ids.forEachRun(in: row) { start, length in
          Kernels.current.gatherDot(
            u.base + row * width, v.base, width, ids.base + start, length, ids.count - start,
            result.base + start)
        }
      }
    }
    return Tensor(shape: ids.shape, storage: result.storage, of: [users, items]) {
      [userNode = users.node, itemNode = items.node] gradient in
      userNode?.withGradient { sum in
        Parallel.forEach(count, grain: 64) { range in
          for row in range {
            ids.forEachRun(in: row) { start, length in
              Kernels.current.addRows(
                gradient.base + start, v.base, width, ids.base + start, length,
                sum + row * width)
            }
          }
        }
      }
      // A thread takes a range of items: what an item gets is one sum over ascending users.
      itemNode?.withGradient { sum in
        Parallel.divide(v.shape[0]) { items in
          for row in 0..<count {
            ids.forEachRun(in: row) { start, length in
              Kernels.current.scatterRow(
                gradient.base + start, u.base + row * width, width, ids.base + start, length,
                ids.count - start, items.lowerBound, items.upperBound, sum)
            }
          }
        }
      }
    }
  }
}

extension IndexTensor {
  /// Checks that every element lies in `0 ..< limit` or is the padding −1.
  func checkPadded(below limit: Int, in operation: String) throws(TensorError) {
    let base = base
    var bad: Int?
    for i in 0..<count where base[i] < -1 || Int(base[i]) >= limit {
      bad = Int(base[i])
      break
    }
    if let bad { throw .index(operation: operation, found: bad, limit: limit) }
  }

  /// The stretches of a matrix row without padding: position of the first id, and how many.
  func forEachRun(in row: Int, _ body: (_ start: Int, _ length: Int) -> Void) {
    let end = (row + 1) * shape[1]
    var start = row * shape[1]
    while start < end {
      if base[start] < 0 {
        start += 1
        continue
      }
      var stop = start
      while stop < end, base[stop] >= 0 { stop += 1 }
      body(start, stop - start)
      start = stop
    }
  }
}
