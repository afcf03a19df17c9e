import Formats
import Interactions
import Tensors

/// Turns an outside table into lists of the split's items: training items left out, best first.
struct OutsideLists {
  let split: Split
  let depth: Int
  let teacher: OutsideTeacher
  let budget: MemoryBudget
  /// What was left out, for the notes.
  private(set) var dropped = Dropped()

  /// How much of a table has no place in the split.
  struct Dropped: Sendable {
    var users = 0
    var items = 0
    var train = 0
    var phantoms = 0
  }

  init(_ teacher: OutsideTeacher, split: Split, depth: Int, budget: MemoryBudget) {
    (self.teacher, self.split, self.depth, self.budget) = (teacher, split, depth, budget)
  }

  /// The lists of one stage. *Shape:* [users, depth], −1 pads; a user without a row has none.
  mutating func lists(of table: OutsideTable) throws -> IndexTensor {
    let rows = try rowsOfUsers(table)
    var lists = [[Int32]](repeating: [], count: split.userCount)
    switch (table.meaning, table.content) {
    case (.scores, .array(let array)): try rank(array, table, rows, into: &lists)
    default:
      for (user, row) in rows.enumerated() {
        guard let row else { continue }
        lists[user] = try list(table.list(at: row), of: user, table.source)
      }
    }
    return IndexTensor(lists: lists, width: depth)
  }

  // MARK: Users

  /// Which row is each user's.
  private mutating func rowsOfUsers(_ table: OutsideTable) throws -> [Int?] {
    var rows = [Int?](repeating: nil, count: split.userCount)
    let keys = table.keys
    if let ids = teacher.users?.count, ids != keys.count {
      throw TrajectoryError(
        table.source, "has \(keys.count) rows, but \(ids) ids of users stand beside it")
    }
    if teacher.users == nil, table.isNumberedByPlace {
      guard keys.count == split.userCount || keys.count == split.userCount + 1 else {
        throw TrajectoryError(
          table.source,
          "has \(keys.count) rows, but the split has \(split.userCount) users: give the ids of "
            + "its users beside it")
      }
    }
    for (place, key) in keys.enumerated() {
      guard let user = try dense(user: key, table.source) else { continue }
      guard rows[user] == nil else {
        throw TrajectoryError(table.source, "has two rows for user \(split.users[user])")
      }
      rows[user] = place
    }
    return rows
  }

  private mutating func dense(user key: Int, _ source: String) throws -> Int? {
    if let users = teacher.users {
      if let user = users.dense(of: Int64(key), in: split.users) { return Int(user) }
      dropped.users += 1
      return nil
    }
    if key == split.userCount {
      dropped.phantoms += 1
      return nil
    }
    guard key >= 0, key < split.userCount else {
      throw TrajectoryError(
        source, "has a row for user \(key), but users are 0 to \(split.userCount - 1)")
    }
    return key
  }

  // MARK: Lists

  /// What each user's row lists, in its order, without pads and items that the split does not have; of
  /// a user without a row nothing.
  mutating func orders(of table: OutsideTable) throws -> [[Int32]] {
    try rowsOfUsers(table).map { row in
      guard let row else { return [] }
      return try table.list(at: row).compactMap {
        try $0 == -1 ? nil : dense(item: $0, table.source)
      }
    }
  }

  private mutating func list(
    _ numbers: [Int64], of user: Int, _ source: String
  ) throws -> [Int32] {
    var seen: Set<Int32> = []
    var list: [Int32] = []
    let train = Set(split.train[user])
    let listed = numbers.prefix { $0 != -1 }
    if let stray = numbers.dropFirst(listed.count).first(where: { $0 != -1 }) {
      throw TrajectoryError(
        source, "lists item \(stray) behind a pad (-1) for user \(split.users[user]): pads are last"
      )
    }
    for number in listed {
      guard let item = try dense(item: number, source) else { continue }
      guard seen.insert(item).inserted else {
        throw TrajectoryError(
          source, "lists item \(split.items[Int(item)]) twice for user \(split.users[user])")
      }
      if train.contains(item) {
        dropped.train += 1
      } else if list.count < depth {
        list.append(item)
      }
    }
    return list
  }

  private mutating func dense(item number: Int64, _ source: String) throws -> Int32? {
    if let items = teacher.items {
      if let item = items.dense(of: number, in: split.items) { return item }
      dropped.items += 1
      return nil
    }
    if number == Int64(split.itemCount) {
      dropped.phantoms += 1
      return nil
    }
    guard number >= 0, number < Int64(split.itemCount) else {
      throw TrajectoryError(
        source, "names item \(number), but items are 0 to \(split.itemCount - 1)")
    }
    return Int32(number)
  }

  // MARK: Scores

  /// Ranks a matrix of scores block by block; no more of it is in memory at once.
  private mutating func rank(
    _ array: StoredArray, _ table: OutsideTable, _ rows: [Int?], into lists: inout [[Int32]]
  ) throws {
    let columns = try columnsOfItems(array.rowCount, table.source)
    let block = budget.rows(of: 8 * (array.rowCount + split.itemCount), atMost: 256)
    let seen = split.train.sorted
    for start in stride(from: 0, to: split.userCount, by: block) {
      let users = start..<min(start + block, split.userCount)
      var scores = [Float](repeating: -.infinity, count: users.count * split.itemCount)
      for user in users {
        guard let row = rows[user] else { continue }
        let values = try array.floats(rows: row..<row + 1, of: table.source)
        for (column, value) in values.enumerated() {
          guard let item = columns[column] else { continue }
          guard !value.isNaN else {
            throw TrajectoryError(
              table.source, "holds no number (NaN) for user \(split.users[user]), column \(column)")
          }
          if value == 0, teacher.zeroIsAbsent { continue }
          scores[(user - start) * split.itemCount + Int(item)] = value
        }
      }
      let tensor = try Tensor(scores, shape: [users.count, split.itemCount])
      let best = try tensor.topColumns(
        depth, excluding: SparseRows(rows: users.count) { seen[start + $0] })
      for (place, user) in users.enumerated() where rows[user] != nil {
        lists[user] = (0..<depth).map { best[place, $0] }.filter {
          $0 >= 0 && scores[place * split.itemCount + Int($0)] > -.infinity
        }
      }
    }
  }

  /// Which item each column scores.
  private mutating func columnsOfItems(_ count: Int, _ source: String) throws -> [Int32?] {
    if let ids = teacher.items {
      guard ids.count == nil || ids.count == count else {
        throw TrajectoryError(
          source, "has \(count) columns, but \(ids.count ?? 0) ids of items stand beside it")
      }
      return (0..<count).map { column in
        let item = ids.dense(of: Int64(column), in: split.items)
        if item == nil { dropped.items += 1 }
        return item
      }
    }
    guard count == split.itemCount || count == split.itemCount + 1 else {
      throw TrajectoryError(
        source,
        "has \(count) columns, but the split has \(split.itemCount) items: give the ids of its "
          + "items beside it")
    }
    if count > split.itemCount { dropped.phantoms += 1 }
    return (0..<count).map { $0 < split.itemCount ? Int32($0) : nil }
  }
}
