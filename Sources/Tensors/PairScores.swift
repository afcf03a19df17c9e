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
    let (count, width, listed) = (users.shape[0], users.shape[1], ids.shape[1])
    let result = Tensor(zeros: ids.shape)
    let (u, v) = (users.detached, items.detached)
    Parallel.forEach(count, grain: 64) { range in
      for row in range {
        let user = u.base + row * width
        for k in row * listed..<(row + 1) * listed where ids.base[k] >= 0 {
          let item = v.base + Int(ids.base[k]) * width
          var sum: Float = 0
          for c in 0..<width { sum += user[c] * item[c] }
          result.base[k] = sum
        }
      }
    }
    return Tensor(shape: ids.shape, storage: result.storage, of: [users, items]) {
      [userNode = users.node, itemNode = items.node] gradient in
      userNode?.withGradient { sum in
        Parallel.forEach(count, grain: 64) { range in
          for row in range {
            for k in row * listed..<(row + 1) * listed where ids.base[k] >= 0 {
              let item = v.base + Int(ids.base[k]) * width
              let to = sum + row * width
              let g = gradient.base[k]
              for c in 0..<width { to[c] += g * item[c] }
            }
          }
        }
      }
      itemNode?.withGradient { sum in
        for row in 0..<count {
          let user = u.base + row * width
          for k in row * listed..<(row + 1) * listed where ids.base[k] >= 0 {
            let to = sum + Int(ids.base[k]) * width
            let g = gradient.base[k]
            for c in 0..<width { to[c] += g * user[c] }
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
}
