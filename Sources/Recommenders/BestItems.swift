import Interactions
import Tensors

extension Recommender {
  /// Every user's best items outside `train`, best first; −1 where there are fewer. *Shape* [users, k].
  ///
  /// - Parameters:
  ///   - allowed: which items may be listed, a mask of shape [items]; nil for all.
  ///   - train: interactions with rows in rising order.
  /// - Complexity: one row of scores and one selection a user, in blocks of users.
  public func best(
    _ k: Int, among allowed: Mask? = nil, excluding train: InteractionMatrix
  ) throws(TensorError) -> IndexTensor {
    if let allowed, allowed.shape != [items] {
      throw .shapes(operation: "top", left: [items], right: allowed.shape)
    }
    let penalty = allowed.map { mask in
      Tensor(shape: [items]) { span in
        for i in span.indices { span[i] = mask.values[i] ? 0 : -.infinity }
      }
    }
    var ids: [Int32] = []
    ids.reserveCapacity(users * k)
    for start in stride(from: 0, to: users, by: 64) {
      let range = start..<min(users, start + 64)
      var scores = try scores(users: range)
      if let penalty { scores = try scores + penalty }
      let seen = SparseRows(rows: range.count) { train[start + $0] }
      let block = try scores.topColumns(k, excluding: seen)
      ids += block.values.map { id in id < 0 || allowed?.values[Int(id)] == false ? -1 : id }
    }
    return try IndexTensor(ids, shape: [users, k])
  }
}
