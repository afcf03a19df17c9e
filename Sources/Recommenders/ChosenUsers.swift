import Interactions
import Tensors

extension Recommender {
  /// Scores of some users for all items; untracked. *Shape* [b, items].
  /// - Throws: ``TensorError`` for a user that does not exist, or for scores without end.
  public func scores(of users: [Int32]) throws(TensorError) -> Tensor {
    try check(users, in: "scores")
    try TensorRoom.check([users.count, items], in: "scores")
    var blocks: [Tensor] = []
    var start = 0
    while start < users.count {
      var end = start + 1
      while end < users.count, users[end] == users[end - 1] + 1 { end += 1 }
      let first = Int(users[start])
      blocks.append(try scores(users: first..<first + end - start))
      start = end
    }
    guard !blocks.isEmpty else { return Tensor(zeros: [0, items]) }
    return try Tensor.concatenated(blocks, axis: 0)
  }

  /// The rank of listed items among each user's items outside `train`, 0 the best; untracked.
  ///
  /// An id of −1 gets the number of items. *Shape* `listed` [b, k], one row for each of `users`.
  /// - Parameter train: interactions with rows in rising order.
  /// - Throws: ``TensorError`` for other shapes, or a user or an item that does not exist.
  /// - Complexity: one row of scores and O(items · log k) a user, in blocks of users.
  public func ranks(
    of listed: IndexTensor, users: [Int32], excluding train: InteractionMatrix
  ) throws(TensorError) -> Tensor {
    guard listed.shape.count == 2, listed.shape[0] == users.count else {
      throw .shapes(operation: "ranks", left: [users.count], right: listed.shape)
    }
    try check(users, in: "ranks")
    var blocks: [Tensor] = []
    for start in stride(from: 0, to: users.count, by: 64) {
      let range = start..<min(users.count, start + 64)
      let chosen = Array(users[range])
      let rows = IndexTensor(range.map(Int32.init))
      let seen = SparseRows(rows: chosen.count) { train[Int(chosen[$0])] }
      blocks.append(
        try scores(of: chosen).ranks(of: listed.gatherRows(rows), excluding: seen))
    }
    guard !blocks.isEmpty else { return Tensor(zeros: listed.shape) }
    return try Tensor.concatenated(blocks, axis: 0)
  }

  private func check(_ users: [Int32], in operation: String) throws(TensorError) {
    if let wild = users.first(where: { $0 < 0 || Int($0) >= self.users }) {
      throw .index(operation: operation, found: Int(wild), limit: self.users)
    }
  }
}
