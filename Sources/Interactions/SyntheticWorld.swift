import Foundation
import Tensors

/// A small invented dataset with known structure: users and items belong to groups, users prefer
/// their own group's items, and some items are more popular than others.
public struct SyntheticWorld: Sendable, Equatable {
  /// The number of users.
  public var users = 600
  /// The number of items.
  public var items = 900
  /// The number of planted groups.
  public var groups = 12
  /// The mean number of items of a user; single users have half to one and a half of it.
  public var itemsPerUser = 25
  /// The probability that a choice falls into the user's own group.
  public var affinity = 0.8
  /// An item at place r of its group, from 0, is chosen in proportion to (r + 1)^-skew.
  public var skew = 0.7

  /// The world of the quickstart.
  public init() {}

  /// The group of a user, by its original id.
  public func group(ofUser id: Int) -> Int { id % groups }

  /// The group of an item, by its original id.
  public func group(ofItem id: Int) -> Int { id % groups }

  /// Draws the interactions; the same seed gives the same world.
  ///
  /// - Throws: ``DataError`` when the numbers cannot make a world.
  public func interactions(seed: UInt64) throws(DataError) -> InteractionList {
    try check()
    let own = (0..<groups).map { group in
      Popularity(stride(from: group, to: items, by: groups).map { ($0, weight(of: $0)) })
    }
    let all = Popularity((0..<items).map { ($0, weight(of: $0)) })
    var (userIds, itemIds) = (IdMap(), IdMap())
    var (userColumn, itemColumn, times) = ([Int32](), [Int32](), [Double]())
    for user in 0..<users {
      var stream = RandomStream(seed: seed, purpose: "synthetic world", index: user)
      let wanted = max(1, itemsPerUser / 2 + stream.integer(below: itemsPerUser + 1))
      var clock = Clock(RandomStream(seed: seed, purpose: "synthetic times", index: user))
      var chosen: Set<Int> = []
      for _ in 0..<(20 * wanted) where chosen.count < wanted {
        let isOwn = stream.uniformDouble() < affinity
        let source = isOwn ? own[group(ofUser: user)] : all
        let item = source.draw(&stream)
        guard chosen.insert(item).inserted else { continue }
        userColumn.append(userIds.place(of: Int64(user)))
        itemColumn.append(itemIds.place(of: Int64(item)))
        times.append(clock.next())
      }
    }
    return InteractionList(
      userIds: userIds, itemIds: itemIds, users: userColumn, items: itemColumn,
      times: times, warnings: DataWarnings())
  }

  private func weight(of item: Int) -> Double { pow(Double(item / groups + 1), -skew) }

  private func check() throws(DataError) {
    guard users > 0, groups > 0, items >= groups, (1...items).contains(itemsPerUser),
      skew.isFinite, (0...1).contains(affinity), max(users, items) <= 1 << 24
    else {
      throw DataError(
        "a synthetic world needs at least one user, one group, one item a group and one item a "
          + "user, no more items a user than there are, an affinity in 0 … 1, and at most "
          + "\(1 << 24) of each")
    }
  }
}

/// When a user chooses: from some day of a year on, every few days.
private struct Clock {
  private var stream: RandomStream
  private var seconds: Double

  init(_ stream: RandomStream) {
    self.stream = stream
    seconds = (365 * 86400 * self.stream.uniformDouble()).rounded()
  }

  mutating func next() -> Double {
    seconds += 1 + (6 * 86400 * stream.uniformDouble()).rounded()
    return seconds
  }
}

/// Draws items in proportion to their weights. Complexity: logarithmic a draw.
private struct Popularity {
  private let items: [Int]
  private let sums: [Double]

  init(_ weighted: [(item: Int, weight: Double)]) {
    items = weighted.map(\.item)
    var sums: [Double] = []
    for (_, weight) in weighted { sums.append((sums.last ?? 0) + weight) }
    self.sums = sums
  }

  func draw(_ stream: inout RandomStream) -> Int {
    let target = stream.uniformDouble() * sums[sums.count - 1]
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] <= target { low = middle + 1 } else { high = middle }
    }
    return items[low]
  }
}
