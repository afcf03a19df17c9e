import Interactions
import Tensors
import Trajectories

/// What every user is taught now: ordered positives, the target list, and which items the mass of
/// the rest of the catalogue leaves out.
///
/// The exclusions are sorted once when the lists change, not at every step.
public final class Targets {
  /// Number of items.
  public let items: Int
  /// Each user's ordered positives. *Shape:* [users, P], −1 pads.
  public let positives: IndexTensor
  /// Each user's target list, best first. *Shape:* [users, K], −1 pads.
  public private(set) var lists: IndexTensor
  private let train: InteractionMatrix
  private var exclusions: [Int: [[Int32]]] = [:]

  /// The targets of a split's users.
  /// - Parameter lists: *Shape:* [users, K], best first, without training items, −1 pads.
  /// - Throws: ``TensorError`` when users do not fit or an id is out of range.
  public init(
    train: InteractionMatrix, positives: Positives, lists: IndexTensor
  ) throws(TensorError) {
    self.train = train.sorted
    items = train.itemCount
    self.positives = IndexTensor(
      lists: positives.lists, width: positives.lists.map(\.count).max() ?? 0)
    self.lists = lists
    try check(self.positives, "positives")
    try check(lists, "targets")
  }

  /// Number of users.
  public var users: Int { train.userCount }

  /// Shows new target lists, such as those that the consensus gives after a tick.
  /// - Throws: ``TensorError`` as the initialiser does.
  public func show(_ lists: IndexTensor) throws(TensorError) {
    try check(lists, "targets")
    self.lists = lists
    exclusions = [:]
  }

  /// The mini-batch of some users.
  public func batch(_ users: [Int32]) -> UserBatch {
    UserBatch(
      users: IndexTensor(users), positives: positives.rows(users), targets: lists.rows(users),
      source: self)
  }

  /// The training items and the first `count` targets of some users, in rising order.
  func excluded(first count: Int, of users: IndexTensor) -> SparseRows {
    let table = exclusions[count] ?? sortedExclusions(first: count)
    exclusions[count] = table
    return SparseRows(rows: users.count) { table[Int(users[$0])][...] }
  }

  private func sortedExclusions(first count: Int) -> [[Int32]] {
    let width = lists.shape[1]
    let targets = lists.values
    let blocks = Parallel.map(users, grain: 256) { range in
      range.map { user in
        let first = targets[user * width..<user * width + min(count, width)]
        return (train[user] + first.filter { $0 >= 0 }).sorted()
      }
    }
    return blocks.flatMap { $0 }
  }

  private func check(_ table: IndexTensor, _ what: String) throws(TensorError) {
    guard table.shape.count == 2, table.shape[0] == users else {
      throw .shape(
        operation: what, found: table.shape, wanted: "one row for each of \(users) users")
    }
    if let wild = table.values.first(where: { $0 < -1 || Int($0) >= items }) {
      throw .index(operation: what, found: Int(wild), limit: items)
    }
  }
}

extension IndexTensor {
  /// Some rows of a matrix, as a copy.
  fileprivate func rows(_ rows: [Int32]) -> IndexTensor {
    let width = shape[1]
    return withSpan { source in
      IndexTensor(shape: [rows.count, width]) { span in
        for (place, row) in rows.enumerated() {
          for column in 0..<width {
            span[place * width + column] = source[Int(row) * width + column]
          }
        }
      }
    }
  }
}
