import Interactions
import Tensors

/// What a table of recommendation lists must satisfy: ids in range, none twice in a row, pads only
/// at the end, no training item.
struct ListCheck {
  let items: Int
  let depth: Int
  var train: InteractionMatrix?

  /// How many users of a table have an empty list.
  func silentUsers(in rows: [Int32]) -> Int {
    stride(from: 0, to: rows.count, by: max(1, depth)).count { rows[$0] < 0 }
  }

  /// Why a table of rows is refused, as a clause that names the user and the item.
  func problem(in rows: [Int32]) -> String? {
    let problems = Parallel.map(rows.count / max(1, depth), grain: 512) { users in
      var seen = [Int32](repeating: -1, count: items)
      for user in users {
        let row = rows[user * depth..<(user + 1) * depth]
        if let problem = problem(in: row, user: user, seen: &seen) { return Optional(problem) }
      }
      return nil
    }
    return problems.lazy.compactMap { $0 }.first
  }

  private func problem(in row: ArraySlice<Int32>, user: Int, seen: inout [Int32]) -> String? {
    let mark = Int32(truncatingIfNeeded: user)
    if let train {
      for item in train[user] { seen[Int(item)] = -2 - mark }
    }
    var ended = false
    for item in row {
      if item == -1 {
        ended = true
        continue
      }
      guard item >= 0, item < items else {
        return "holds item \(item) for user \(user), but items are 0 to \(items - 1)"
      }
      if ended { return "holds a pad (-1) before the end of user \(user)'s list" }
      if seen[Int(item)] == mark { return "holds item \(item) twice for user \(user)" }
      if seen[Int(item)] == -2 - mark {
        return "holds item \(item) for user \(user), which is one of the user's training items"
      }
      seen[Int(item)] = mark
    }
    return nil
  }

  /// - Throws: ``TrajectoryError`` with the first problem.
  func verify(_ rows: [Int32], of teacher: String, stage: Int) throws(TrajectoryError) {
    if let problem = problem(in: rows) {
      throw TrajectoryError("Stage \(stage) of the teacher \(teacher) \(problem).")
    }
  }
}
