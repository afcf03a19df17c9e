import Interactions
import Recommenders
import Tensors

extension Positives {
  /// Each user's training items in the order of a model's scores, ties by the smaller id: what a
  /// finished teacher records.
  public init(
    orderedBy model: any Recommender, train: InteractionMatrix, budget: MemoryBudget = .standard
  ) throws {
    let block = budget.rows(of: model.items * 4, atMost: 256)
    var lists: [[Int32]] = []
    for start in stride(from: 0, to: train.userCount, by: block) {
      let users = start..<min(train.userCount, start + block)
      let scores = try model.scores(users: users)
      for (row, user) in users.enumerated() {
        let scored = train[user].map { (item: $0, score: scores[row, Int($0)]) }
        let order = scored.sorted { ($1.score, $0.item) < ($0.score, $1.item) }
        lists.append(order.map(\.item))
      }
    }
    self.init(lists: lists)
  }

  /// The lists as a trajectory file keeps them.
  public var rows: SparseRows { SparseRows(lists) }
}
