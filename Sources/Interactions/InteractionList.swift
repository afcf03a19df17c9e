/// How many interactions a user and an item must have to stay.
///
/// Both are counted once, before anything is removed; this is not an iterated core.
public struct CountFilter: Sendable, Equatable {
  /// The least interactions of a user.
  public var minimumPerUser: Int
  /// The least interactions of an item.
  public var minimumPerItem: Int

  /// A filter that by default keeps everything.
  public init(minimumPerUser: Int = 0, minimumPerItem: Int = 0) {
    self.minimumPerUser = minimumPerUser
    self.minimumPerItem = minimumPerItem
  }
}

/// Pairs of user and item in the order of the files they came from, each pair once, numbered
/// densely by first appearance.
public struct InteractionList: Sendable {
  /// The original ids of users.
  public let userIds: IdMap
  /// The original ids of items.
  public let itemIds: IdMap
  /// The user of each pair.
  public let users: [Int32]
  /// The item of each pair.
  public let items: [Int32]
  /// The time of each pair, in seconds since any moment; nil when the files do not tell.
  public let times: [Double]?
  /// What was amiss in the files.
  public internal(set) var warnings: DataWarnings

  /// A list of pairs as read; repeated pairs are dropped and counted.
  init(
    userIds: IdMap, itemIds: IdMap, users: [Int32], items: [Int32], times: [Double]? = nil,
    warnings: DataWarnings
  ) {
    self.userIds = userIds
    self.itemIds = itemIds
    let repeats = repeatedPairs(users, items, userCount: userIds.count, itemCount: itemIds.count)
    var warnings = warnings
    warnings.duplicates += repeats.count
    self.warnings = warnings
    if repeats.isEmpty {
      (self.users, self.items, self.times) = (users, items, times)
    } else {
      let kept = users.indices.filter { !repeats.contains($0) }
      (self.users, self.items) = (kept.map { users[$0] }, kept.map { items[$0] })
      self.times = times.map { times in kept.map { times[$0] } }
    }
  }

  /// A list of pairs given by their original ids.
  public init(_ pairs: [(user: Int64, item: Int64)], times: [Double]? = nil) {
    precondition(times == nil || times?.count == pairs.count)
    var (userIds, itemIds) = (IdMap(), IdMap())
    let users = pairs.map { userIds.place(of: $0.user) }
    let items = pairs.map { itemIds.place(of: $0.item) }
    self.init(
      userIds: userIds, itemIds: itemIds, users: users, items: items, times: times,
      warnings: DataWarnings())
  }

  /// The number of pairs.
  public var count: Int { users.count }

  /// The pairs as rows of users.
  public var matrix: InteractionMatrix {
    InteractionMatrix(
      users: users, items: items, userCount: userIds.count, itemCount: itemIds.count)
  }

  /// The pairs whose user and item have enough interactions, numbered anew by first appearance.
  ///
  /// - Throws: ``DataError`` when nothing is left.
  public func filtered(_ filter: CountFilter) throws(DataError) -> InteractionList {
    var perUser = [Int](repeating: 0, count: userIds.count)
    var perItem = [Int](repeating: 0, count: itemIds.count)
    for user in users { perUser[Int(user)] += 1 }
    for item in items { perItem[Int(item)] += 1 }
    var (newUserIds, newItemIds) = (IdMap(), IdMap())
    var (newUsers, newItems, newTimes) = ([Int32](), [Int32](), [Double]())
    for (place, (user, item)) in zip(users, items).enumerated()
    where perUser[Int(user)] >= filter.minimumPerUser
      && perItem[Int(item)] >= filter.minimumPerItem
    {
      newUsers.append(newUserIds.place(of: user, in: userIds))
      newItems.append(newItemIds.place(of: item, in: itemIds))
      if let times { newTimes.append(times[place]) }
    }
    guard !newUsers.isEmpty else {
      throw DataError(
        "no user with at least \(filter.minimumPerUser) items, each of at least "
          + "\(filter.minimumPerItem) users, is left: lower the filter")
    }
    return InteractionList(
      userIds: newUserIds, itemIds: newItemIds, users: newUsers, items: newItems,
      times: times.map { _ in newTimes }, warnings: warnings)
  }
}

/// The positions of pairs that occurred at an earlier position. Complexity: linear.
private func repeatedPairs(
  _ users: [Int32], _ items: [Int32], userCount: Int, itemCount: Int
) -> Set<Int> {
  let positions = InteractionMatrix(
    users: users, items: users.indices.map(Int32.init), userCount: userCount,
    itemCount: users.count)
  var lastUser = [Int](repeating: -1, count: itemCount)
  var repeats: Set<Int> = []
  for user in 0..<userCount {
    for position in positions[user] {
      let item = Int(items[Int(position)])
      if lastUser[item] == user { repeats.insert(Int(position)) }
      lastUser[item] = user
    }
  }
  return repeats
}
