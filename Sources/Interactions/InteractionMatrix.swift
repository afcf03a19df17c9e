import Tensors

/// Which items each user has, as compressed rows: users × items with the order of each row kept.
public struct InteractionMatrix: Sendable, Equatable {
  /// Where each user's row begins in ``columns``; one more than there are users.
  public let offsets: [Int]
  /// The items of all users, row after row.
  public let columns: [Int32]
  /// The number of items there are, seen here or not.
  public let itemCount: Int

  /// Rows over given storage.
  init(offsets: [Int], columns: [Int32], itemCount: Int) {
    self.offsets = offsets
    self.columns = columns
    self.itemCount = itemCount
  }

  /// A matrix of rows of item ids in `0 ..< itemCount`.
  public init(rows: [[Int32]], itemCount: Int) {
    var offsets = [0]
    offsets.reserveCapacity(rows.count + 1)
    for row in rows { offsets.append(offsets[offsets.count - 1] + row.count) }
    self.init(offsets: offsets, columns: Array(rows.joined()), itemCount: itemCount)
    precondition(columns.allSatisfy { $0 >= 0 && $0 < itemCount })
  }

  /// A matrix of parallel users and items; a row keeps the order of its pairs.
  init(users: [Int32], items: [Int32], userCount: Int, itemCount: Int) {
    var offsets = [Int](repeating: 0, count: userCount + 1)
    for user in users { offsets[Int(user) + 1] += 1 }
    for user in 0..<userCount { offsets[user + 1] += offsets[user] }
    var next = offsets
    var columns = [Int32](repeating: 0, count: items.count)
    for (user, item) in zip(users, items) {
      columns[next[Int(user)]] = item
      next[Int(user)] += 1
    }
    self.init(offsets: offsets, columns: columns, itemCount: itemCount)
  }

  /// The number of users, those without items included.
  public var userCount: Int { offsets.count - 1 }

  /// The number of interactions.
  public var count: Int { columns.count }

  /// The items of a user in their given order.
  public subscript(_ user: Int) -> ArraySlice<Int32> {
    columns[offsets[user]..<offsets[user + 1]]
  }

  /// The number of items of a user.
  public func count(of user: Int) -> Int { offsets[user + 1] - offsets[user] }

  /// The number of users of each item.
  public var itemCounts: [Int] {
    var counts = [Int](repeating: 0, count: itemCount)
    for item in columns { counts[Int(item)] += 1 }
    return counts
  }

  /// The users of each item: items × users, each row in rising order.
  public var transposed: InteractionMatrix {
    var users: [Int32] = []
    users.reserveCapacity(count)
    for user in 0..<userCount {
      for _ in self[user] { users.append(Int32(user)) }
    }
    return InteractionMatrix(
      users: columns, items: users, userCount: itemCount, itemCount: userCount)
  }

  /// The same rows in rising order of item ids, so that membership is a binary search.
  public var sorted: InteractionMatrix {
    InteractionMatrix(rows: (0..<userCount).map { self[$0].sorted() }, itemCount: itemCount)
  }

  /// Each user's items of both matrices, in rising order and once each.
  public func union(_ other: InteractionMatrix) -> InteractionMatrix {
    precondition(userCount == other.userCount && itemCount == other.itemCount)
    let rows = (0..<userCount).map { user in
      var row: [Int32] = []
      for item in (self[user] + other[user]).sorted() where row.last != item { row.append(item) }
      return row
    }
    return InteractionMatrix(rows: rows, itemCount: itemCount)
  }
}
