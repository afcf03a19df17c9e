import Tensors

/// The importances that a rule gives to the places of every teacher's lists, evaluated once for a
/// (teacher, stage) when it is first needed, and again when the rule's numbers have changed.
struct ImportanceTables {
  /// One table: the same K numbers for all users, or K numbers a user.
  struct Table: Sendable {
    let values: [Float]
    let depth: Int

    /// Where a user's row begins.
    func start(_ user: Int) -> Int { values.count == depth ? 0 : user * depth }
  }

  let teachers: [Trajectory]
  let rule: any ConsensusRule
  private let weights: [Float]
  private var tables: [[Table?]]
  private var numbers: [Double] = []

  init(_ teachers: [Trajectory], rule: any ConsensusRule, weights: [Float] = []) {
    self.teachers = teachers
    self.rule = rule
    self.weights = weights.isEmpty ? teachers.map { _ in 1 } : weights
    tables = Self.empty(teachers)
  }

  private static func empty(_ teachers: [Trajectory]) -> [[Table?]] {
    teachers.map { [Table?](repeating: nil, count: $0.stages) }
  }

  /// Forgets what was made by other numbers of the rule than those of now; answers whether it did.
  mutating func refresh() throws -> Bool {
    let now = try rule.numbers()
    guard now != numbers else { return false }
    (numbers, tables) = (now, Self.empty(teachers))
    return true
  }

  /// The tables of every (teacher, stage) that `stages` shows to anyone; the others are empty.
  mutating func tables(for stages: StageTable) throws -> [[Table]] {
    for teacher in teachers.indices {
      var shown = [Bool](repeating: false, count: teachers[teacher].stages)
      for user in 0..<stages.users { shown[stages[teacher, user]] = true }
      for stage in shown.indices where shown[stage] && tables[teacher][stage] == nil {
        tables[teacher][stage] = try evaluate(teachers[teacher], stage, weights[teacher])
      }
    }
    return tables.map { $0.map { $0 ?? Table(values: [], depth: 0) } }
  }

  /// Consistency counts for all teachers or for none: one that recorded no deviations would lose a
  /// part of its say.
  private func deviations(_ teacher: Trajectory, _ stage: Int) throws -> Tensor? {
    teachers.allSatisfy(\.hasDeviations) ? try teacher.deviations(stage: stage) : nil
  }

  private func evaluate(_ teacher: Trajectory, _ stage: Int, _ own: Float) throws -> Table {
    let depth = teacher.depth
    let rank = try Tensor((0..<depth).map { Float($0) }, shape: [1, depth])
    let weight = try own * rule.weight(teacher: teacher.teacher)
    let importance = try rule.importance(rank: rank, deviation: deviations(teacher, stage))
    guard importance.shape == [1, depth] || importance.shape == [teacher.users, depth] else {
      throw TrajectoryError(
        "The consensus gave importances of shape \(importance.shape) for the teacher "
          + "\(teacher.teacher), not [1, \(depth)] or [\(teacher.users), \(depth)].")
    }
    let values = (importance * weight).values
    if let wild = values.first(where: { !($0 >= 0 && $0.isFinite) }) {
      throw TrajectoryError(
        "The consensus gave the teacher \(teacher.teacher) the importance \(wild); "
          + "importances are finite and not negative.")
    }
    return Table(values: values, depth: depth)
  }
}
