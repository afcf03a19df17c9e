import Formats
import Foundation
import Interactions
import Tensors

/// Each user's training items in an order, best first: what "observed" means to an objective.
///
/// Lists are ragged: a user with few items has a short list.
public struct Positives: Sendable {
  /// The lists, one a user.
  public let lists: [[Int32]]

  /// Lists as they are, one a user.
  public init(lists: [[Int32]]) { self.lists = lists }

  /// The training items in the order of the split's rows.
  public init(trainOrderOf train: InteractionMatrix) {
    lists = (0..<train.userCount).map { Array(train[$0]) }
  }

  /// The orders that finished teachers recorded, merged: an item counts Σ exp(−rank / 10) over the
  /// teachers, ties by the smaller id. Nil when no teacher recorded one.
  public init?(consensusOf teachers: [Trajectory]) {
    let orders = teachers.compactMap(\.positives)
    guard let users = orders.first?.rows, let items = teachers.map(\.items).max() else {
      return nil
    }
    var merge = ListMerge(items: items)
    let longest = orders.flatMap { rows in (0..<users).map { rows[$0].count } }.max() ?? 0
    let importances = (0..<longest).map { rank in
      max(Float(exp(-Double(rank) / 10)), .leastNormalMagnitude)
    }
    lists = (0..<users).map { user in
      for rows in orders { merge.add(rows[user], importances, from: 0) }
      return merge.best(longest)
    }
  }

  /// At most the first `count` items of every user. HetComp takes 10.
  public func cut(to count: Int) -> Positives {
    Positives(lists: lists.map { Array($0.prefix(count)) })
  }

  /// Every list repeated from its start until it holds `count` items, then cut, as the published code
  /// needs it; an empty list stays empty.
  public func repeatedCyclically(to count: Int) -> Positives {
    Positives(
      lists: lists.map { list in
        list.isEmpty ? [] : (0..<count).map { list[$0 % list.count] }
      })
  }
}

extension Positives {
  /// Reads a text file of lines `user item item …`, items best first; users without a line keep the
  /// order of training.
  ///
  /// - Throws: `FileError`, or ``TrajectoryError`` that names the line when it is not the user's own
  ///   training items.
  public init(file path: String, train: InteractionMatrix) throws {
    var lists = Positives(trainOrderOf: train).lists
    var read = [Bool](repeating: false, count: train.userCount)
    let text = [UInt8](try Data.mapped(path))
    for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    {
      let fail: (String) -> TrajectoryError = { TrajectoryError("\(path):\(index + 1)", $0) }
      var numbers: [Int32] = []
      for token in line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) {
        guard let number = Int32(String(decoding: token, as: UTF8.self)) else {
          throw fail("\"\(String(decoding: token.prefix(20), as: UTF8.self))\" is not an id")
        }
        numbers.append(number)
      }
      guard let user = numbers.first.map({ Int($0) }) else { continue }
      guard lists.indices.contains(user) else {
        throw fail("there is no user \(user), users are 0 to \(lists.count - 1)")
      }
      if read[user] { throw fail("user \(user) has a line already") }
      let list = Array(numbers.dropFirst())
      guard list.sorted() == train[user].sorted() else {
        throw fail("the items are not user \(user)'s training items, each once")
      }
      read[user] = true
      lists[user] = list
    }
    self.init(lists: lists)
  }
}
