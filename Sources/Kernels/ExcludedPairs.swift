/// The (user, item) pairs that a mass leaves out, grouped by blocks of consecutive items and ordered by
/// user within a block: the order in which tiles of users and items meet them.
public struct ExcludedPairs: Sendable {
  /// Where each block's pairs start; one more entry than blocks.
  public let from: [Int]
  /// The user of each pair.
  public let users: [Int32]
  /// The item of each pair.
  public let items: [Int32]

  /// Groups rows of sorted ids, ids[offsets[u]] ..< ids[offsets[u + 1]] being those of user u, into
  /// blocks of `blockSize` of the `n` items. Fails when an id is not in 0 ..< n.
  /// - Complexity: linear in pairs and blocks.
  public init?(
    offsets: UnsafePointer<Int>, ids: UnsafePointer<Int32>, rows: Int, n: Int, blockSize: Int
  ) {
    let blocks = (n + blockSize - 1) / blockSize
    let (first, last) = (offsets[0], offsets[rows])
    var from = [Int](repeating: 0, count: blocks + 1)
    var next = from
    for i in first..<last {
      let id = Int(ids[i])
      guard id >= 0 && id < n else { return nil }
      from[id / blockSize + 1] += 1
    }
    for block in 0..<blocks {
      from[block + 1] += from[block]
      next[block] = from[block]
    }
    let count = last - first
    var users = [Int32](repeating: 0, count: count)
    var items = users
    users.withUnsafeMutableBufferPointer { users in
      items.withUnsafeMutableBufferPointer { items in
        for user in 0..<rows {
          for i in offsets[user]..<offsets[user + 1] {
            let block = Int(ids[i]) / blockSize
            users[next[block]] = Int32(truncatingIfNeeded: user)
            items[next[block]] = ids[i]
            next[block] += 1
          }
        }
      }
    }
    (self.from, self.users, self.items) = (from, users, items)
  }
}
