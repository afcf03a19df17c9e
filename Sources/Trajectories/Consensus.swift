import Tensors

/// One ordered list a user out of several teachers' lists: the targets of distillation, and the
/// ensemble itself.
///
/// An item's importance is the sum over teachers of what its place in the teacher's list, at the
/// stage shown to the user, is worth by the rule; absent is 0. Lists are ordered by importance, ties
/// by the smaller id. Importances vanish beyond the recorded depth, so this equals the merge of full
/// rankings. Source: HetComp (WWW'23), with the rules of ConCF (WWW'22).
public final class Consensus {
  /// The teachers, in the order of the rows of a ``StageTable``.
  public let teachers: [Trajectory]
  /// How many targets a user gets.
  public let depth: Int
  /// What a place in a list is worth.
  public var rule: any ConsensusRule { tables.rule }
  private var tables: ImportanceTables
  private var built: (stages: StageTable, lists: [[Int32]])?

  /// A consensus of teachers, over the same users and items, that gives `depth` targets a user.
  ///
  /// A teacher that knows nothing of a user has an empty list for it and takes no part in that
  /// user's; an item that it does not know counts as one beyond its list.
  /// - Parameter weights: what each teacher's importances are multiplied by; none for 1 each.
  /// - Throws: ``TrajectoryError`` when there is no teacher or they do not fit together.
  public init(
    _ teachers: [Trajectory], rule: any ConsensusRule, weights: [Float] = [], depth: Int = 100
  ) throws(TrajectoryError) {
    guard let first = teachers.first else {
      throw TrajectoryError("A consensus needs at least one teacher.")
    }
    for other in teachers where (other.users, other.items) != (first.users, first.items) {
      throw TrajectoryError(
        "The teachers \(first.teacher) and \(other.teacher) are about "
          + "\(first.users) and \(other.users) users, \(first.items) and \(other.items) items; "
          + "they must come from one split.")
    }
    precondition(depth > 0)
    precondition(weights.isEmpty || weights.count == teachers.count)
    self.teachers = teachers
    self.depth = depth
    tables = ImportanceTables(teachers, rule: rule, weights: weights)
  }

  /// The targets of every user at the given stages. *Shape:* [users, depth], best first, −1 pads.
  ///
  /// Users whose stages are those of the last call keep their list, unless the rule has changed.
  /// - Throws: what the rule throws, or ``TrajectoryError``.
  /// - Complexity: O(teachers · recorded depth) a user that changed.
  public func targets(_ stages: StageTable) throws -> IndexTensor {
    try refresh()
    let changed = (0..<stages.users).filter { user in
      guard let old = built?.stages else { return true }
      return teachers.indices.contains { old[$0, user] != stages[$0, user] }
    }
    let merged = try merge(changed, stages, depth: depth)
    var lists = built?.lists ?? [[Int32]](repeating: [], count: stages.users)
    for (user, list) in zip(changed, merged) { lists[user] = list }
    built = (stages, lists)
    return IndexTensor(lists: lists, width: depth)
  }

  /// The lists that the ensemble recommends at the given stages: at most `depth` items a user, as far
  /// as any teacher's list reaches. *Shape:* [users, depth], best first, −1 pads.
  public func ensemble(_ stages: StageTable, depth: Int) throws -> IndexTensor {
    try refresh()
    return IndexTensor(
      lists: try merge(Array(0..<stages.users), stages, depth: depth), width: depth)
  }

  /// Forgets what the rule made by earlier numbers.
  private func refresh() throws { if try tables.refresh() { built = nil } }

  private func merge(_ users: [Int], _ stages: StageTable, depth: Int) throws -> [[Int32]] {
    guard stages.users == teachers[0].users, stages.teachers == teachers.count else {
      throw TrajectoryError(
        "A table of stages of \(stages.teachers) teachers and \(stages.users) users does not fit "
          + "a consensus of \(teachers.count) teachers and \(teachers[0].users) users.")
    }
    let tables = try tables.tables(for: stages)
    let blocks = Parallel.map(users.count, grain: 256) { range in
      var merge = ListMerge(items: teachers[0].items)
      return range.map { place in
        let user = users[place]
        for (teacher, trajectory) in teachers.enumerated() {
          let stage = stages[teacher, user]
          let table = tables[teacher][stage]
          merge.add(
            trajectory.list(stage: stage, user: user), table.values, from: table.start(user))
        }
        return merge.best(depth)
      }
    }
    return blocks.flatMap { $0 }
  }
}
