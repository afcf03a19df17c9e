import Interactions
import Tensors

extension EmbeddingModel {
  /// The users who score some items highest, best first, without those who have them.
  ///
  /// *Shape* [n, k], −1 where there are no more users.
  /// - Parameter audiences: The users of each item, rows in rising order.
  /// - Throws: ``TensorError`` for an item that does not exist.
  /// - Complexity: one row of scores and one selection an item, in blocks of items.
  public func best(
    _ k: Int, for items: IndexTensor, excluding audiences: InteractionMatrix
  ) throws(TensorError) -> IndexTensor {
    for item in items.values where item < 0 || Int(item) >= self.items {
      throw .index(operation: "best users", found: Int(item), limit: self.items)
    }
    let all = try userEmbeddings(IndexTensor((0..<Int32(users)).map { $0 })).detached
    let table = try itemEmbeddings().detached
    var ids: [Int32] = []
    ids.reserveCapacity(items.count * k)
    for start in stride(from: 0, to: items.count, by: 256) {
      let block = IndexTensor(Array(items.values[start..<min(items.count, start + 256)]))
      let scores = try table.gatherRows(block).matmul(all, transposeOther: true)
      let own = SparseRows(rows: block.count) { audiences[Int(block[$0])] }
      ids += try scores.topColumns(k, excluding: own).values
    }
    return try IndexTensor(ids, shape: [items.count, k])
  }
}
