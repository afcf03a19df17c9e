import Interactions
import Tensors

extension Recommender {
  /// Scores of some users for all items; untracked. *Shape* [b, items].
  public func scores(of users: [Int32]) throws(TensorError) -> Tensor {
    var blocks: [Tensor] = []
    var start = 0
    while start < users.count {
      var end = start + 1
      while end < users.count, users[end] == users[end - 1] + 1 { end += 1 }
      let first = Int(users[start])
      guard first >= 0, first + end - start <= self.users else {
        throw .index(operation: "scores", found: first + end - start - 1, limit: self.users)
      }
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
  /// - Complexity: one row of scores and O(items · log k) a user, in blocks of users.
  public func ranks(
    of listed: IndexTensor, users: [Int32], excluding train: InteractionMatrix
  ) throws(TensorError) -> Tensor {
    guard listed.shape.count == 2, listed.shape[0] == users.count else {
      throw .shapes(operation: "ranks", left: [users.count], right: listed.shape)
    }
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
}
