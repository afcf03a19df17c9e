/// The (user, item) pairs that a mass leaves out, grouped by blocks of consecutive items and ordered by
/// user within a block: the order in which tiles of users and items meet them.
public struct ExcludedPairs: Sendable {
  /// Where each block's pairs start; one more entry than blocks.
  public let from: [Int]
  /// The user of each pair.
  public let users: [Int32]
  /// The item of each pair.
  public let items: [Int32]

  /// Groups rows of ids, ids[offsets[u]] ..< ids[offsets[u + 1]] being those of user u, into blocks of
  /// `blockSize` of the `n` items. Fails when an id is not in 0 ..< n.
  /// - Complexity: linear in pairs and blocks for sorted rows; other rows are sorted first.
  public init?(
    offsets: UnsafePointer<Int>, ids: UnsafePointer<Int32>, rows: Int, n: Int, blockSize: Int
  ) {
    var from = [Int](repeating: 0, count: (n + blockSize - 1) / blockSize + 1)
    for i in offsets[0]..<offsets[rows] {
      let id = Int(ids[i])
      guard id >= 0 && id < n else { return nil }
      from[id / blockSize + 1] += 1
    }
    for block in 1..<from.count { from[block] += from[block - 1] }
    var next = from
    var users = [Int32](repeating: 0, count: offsets[rows] - offsets[0])
    var items = users
    users.withUnsafeMutableBufferPointer { users in
      items.withUnsafeMutableBufferPointer { items in
        for user in 0..<rows {
          Self.withSorted(ids + offsets[user], offsets[user + 1] - offsets[user]) { row in
            for id in row {
              let block = Int(id) / blockSize
              (users[next[block]], items[next[block]]) = (Int32(truncatingIfNeeded: user), id)
              next[block] += 1
            }
          }
        }
      }
    }
    (self.from, self.users, self.items) = (from, users, items)
  }

  /// Lends `count` ids in ascending order.
  @inline(__always)
  private static func withSorted(
    _ ids: UnsafePointer<Int32>, _ count: Int, _ body: (UnsafeBufferPointer<Int32>) -> Void
  ) {
    let row = UnsafeBufferPointer(start: ids, count: count)
    var ascending = true
    for i in 1..<max(1, count) where ids[i] < ids[i - 1] { ascending = false }
    if ascending {
      body(row)
    } else {
      row.sorted().withUnsafeBufferPointer(body)
    }
  }
}

extension ExcludedPairs {
  /// Lends the users and items of all pairs.
  public func withPointers(
    _ body: (_ users: UnsafePointer<Int32>, _ items: UnsafePointer<Int32>) -> Void
  ) {
    // An empty array may have no address; no pair is then read.
    let none: [Int32] = [0]
    (users.isEmpty ? none : users).withUnsafeBufferPointer { users in
      (items.isEmpty ? none : items).withUnsafeBufferPointer { items in
        guard let users = users.baseAddress, let items = items.baseAddress else { return }
        body(users, items)
      }
    }
  }
}
