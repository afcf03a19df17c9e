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
  /// `blockSize`, a power of two, of the `n` items. Fails when an id is not in 0 ..< n.
  /// - Complexity: linear in pairs and blocks for sorted rows; other rows are sorted first.
  public init?(
    offsets: UnsafePointer<Int>, ids: UnsafePointer<Int32>, rows: Int, n: Int, blockSize: Int
  ) {
    precondition(blockSize > 0 && blockSize & (blockSize - 1) == 0)
    let shift = blockSize.trailingZeroBitCount
    var from = [Int](repeating: 0, count: (n + blockSize - 1) / blockSize + 1)
    for i in offsets[0]..<offsets[rows] {
      let id = Int(ids[i])
      guard id >= 0 && id < n else { return nil }
      from[(id >> shift) + 1] += 1
    }
    for block in 1..<from.count { from[block] += from[block - 1] }
    self.from = from
    let count = offsets[rows] - offsets[0]
    var items = [Int32]()
    users = [Int32](unsafeUninitializedCapacity: count) { users, filled in
      items = [Int32](unsafeUninitializedCapacity: count) { items, filled in
        from.withUnsafeMutableBufferPointer { next in
          for user in 0..<rows {
            Self.withSorted(ids + offsets[user], offsets[user + 1] - offsets[user]) { row in
              for id in row {
                let at = next[Int(id) >> shift]
                next[Int(id) >> shift] = at + 1
                (users[at], items[at]) = (Int32(truncatingIfNeeded: user), id)
              }
            }
          }
        }
        filled = count
      }
      filled = count
    }
    self.items = items
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
