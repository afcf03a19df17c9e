import Interactions
import Tensors

/// For every user a best-first list of items, as deep as any of the masked rankings needs that are
/// read from it.
///
/// Protocols rank all items but the training items and some held-out ones. One pass over users ×
/// items serves all of them: a list of depth k + (the user's masked items) still holds k items
/// whichever of those are left out. Lists do not depend on the memory budget or the thread count.
public struct CatalogueRanking: Sendable {
  private let offsets: [Int]
  private let items: [Int32]

  /// Ranks a model's catalogue for all users.
  ///
  /// - Parameters:
  ///   - train: Items that are never listed.
  ///   - maskable: Interactions that a later ``lists(masking:k:)`` may leave out.
  ///   - depth: The largest k that will be asked for.
  ///   - budget: Bounds the block of scores held at once.
  /// - Complexity: One row of scores and one selection a user.
  public init(
    of model: any Recommender, excluding train: InteractionMatrix,
    maskable: [InteractionMatrix], depth: Int, budget: MemoryBudget = .standard
  ) throws(TensorError) {
    let depths = (0..<model.users).map { user in
      min(model.items, depth + maskable.reduce(0) { $0 + $1.count(of: user) })
    }
    offsets = depths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    let train = train.sorted
    var items: [Int32] = []
    items.reserveCapacity(offsets[model.users])
    let block = budget.rows(of: 4 * model.items, atMost: Self.blockRows)
    for start in stride(from: 0, to: model.users, by: block) {
      let users = start..<min(model.users, start + block)
      let seen = SparseRows(rows: users.count) { row in train[start + row] }
      let best = try model.scores(users: users)
        .topColumns(depths[users].max() ?? 0, excluding: seen)
      best.withSpan { span in
        let width = best.shape[1]
        for (row, user) in users.enumerated() {
          for at in row * width..<row * width + depths[user] { items.append(span[at]) }
        }
      }
    }
    self.items = items
  }

  /// Rows of scores at once: enough to keep every core busy, few enough to stay in the cache.
  private static let blockRows = 64

  /// Ranks each user's candidates instead of the catalogue; equal scores rank by the smaller id.
  ///
  /// The lists grow in one array made beforehand: small arrays that outlive a block of scores would
  /// split the memory it gives back, and the process would come to hold all blocks at once.
  ///
  /// - Parameters:
  ///   - candidates: The items to be ranked.
  ///   - budget: Bounds the block of scores held at once.
  public init(
    of model: any Recommender, among candidates: InteractionMatrix,
    budget: MemoryBudget = .standard
  ) throws(TensorError) {
    var items: [Int32] = []
    items.reserveCapacity(candidates.count)
    let block = budget.rows(of: 4 * model.items, atMost: Self.blockRows)
    for start in stride(from: 0, to: model.users, by: block) {
      let users = start..<min(model.users, start + block)
      let scores = try model.scores(users: users)
      for user in users {
        let scored = candidates[user].map { (item: $0, score: scores[user - start, Int($0)]) }
        items += scored.sorted { ($1.score, $0.item) < ($0.score, $1.item) }.lazy.map(\.item)
      }
    }
    offsets = candidates.offsets
    self.items = items
  }

  /// The same lists with nothing but each user's candidates left in them.
  ///
  /// A candidate that is not listed counts as not found: for lists that were cut off, numbers among
  /// candidates are a lower bound.
  public func among(_ candidates: InteractionMatrix) -> CatalogueRanking {
    var (offsets, kept) = ([0], [Int32]())
    for user in 0..<users {
      let allowed = Set(candidates[user])
      kept += self[user].filter { allowed.contains($0) }
      offsets.append(kept.count)
    }
    return CatalogueRanking(offsets: offsets, items: kept)
  }

  private init(offsets: [Int], items: [Int32]) { (self.offsets, self.items) = (offsets, items) }

  /// Takes lists as they are, for instance an ensemble's; −1 pads. *Shape* [users, k].
  public init(lists: IndexTensor) {
    let width = lists.shape[1]
    offsets = (0...lists.shape[0]).map { $0 * width }
    items = lists.values
  }

  /// How many users are ranked.
  public var users: Int { offsets.count - 1 }

  /// A user's whole list, best first; −1 where fewer items were left.
  public subscript(user: Int) -> ArraySlice<Int32> { items[offsets[user]..<offsets[user + 1]] }

  /// The first `k` items of every user that no mask holds; −1 pads. *Shape* [users, k].
  public func lists(masking masks: [InteractionMatrix] = [], k: Int) -> IndexTensor {
    IndexTensor(shape: [users, k]) { result in
      for user in 0..<users {
        var filled = user * k
        let masked = masks.map { $0[user] }
        for item in self[user] where filled < (user + 1) * k && item >= 0 {
          if masked.contains(where: { $0.contains(item) }) { continue }
          result[filled] = item
          filled += 1
        }
        while filled < (user + 1) * k {
          result[filled] = -1
          filled += 1
        }
      }
    }
  }
}
