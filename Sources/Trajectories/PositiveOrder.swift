import Interactions
import Recommenders
import Tensors

extension SparseRows {
  /// Each user's training items, best first by a model's scores, ties by the smaller id: what a
  /// finished teacher records.
  ///
  /// The lists grow in one array made beforehand: small arrays that outlive a block of scores would
  /// split the memory it gives back, and the process would come to hold all blocks at once.
  /// - Parameter budget: bounds the block of scores held at once; no order depends on it.
  public init(
    positivesOf train: InteractionMatrix, orderedBy model: any Recommender,
    budget: MemoryBudget = .standard
  ) throws(TensorError) {
    let block = budget.rows(of: 4 * train.itemCount, atMost: 128)
    var items: [Int32] = []
    items.reserveCapacity(train.count)
    for start in stride(from: 0, to: train.userCount, by: block) {
      let users = start..<min(train.userCount, start + block)
      let scores = try model.scores(users: users)
      for user in users {
        let scored = train[user].map { (item: $0, score: scores[user - start, Int($0)]) }
        items += scored.sorted { ($1.score, $0.item) < ($0.score, $1.item) }.lazy.map(\.item)
      }
    }
    self.init(rows: train.userCount) { items[train.offsets[$0]..<train.offsets[$0 + 1]] }
  }
}
