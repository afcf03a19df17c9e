import Tensors

/// Which checkpoint of which teacher each user is shown now; stage 0 is the easiest.
///
/// A value: copies are snapshots. Rows are teachers in the order of the trajectories, columns users.
public struct StageTable: Equatable, Sendable {
  /// Number of users.
  public let users: Int
  /// Each teacher's last stage.
  public let lastStages: [Int]
  private var stages: [UInt8]

  /// Every pair at stage 0.
  /// - Parameter lastStages: each teacher's number of stages less one, at most 255.
  public init(users: Int, lastStages: [Int]) {
    precondition(users >= 0 && lastStages.allSatisfy { (0...255).contains($0) })
    self.users = users
    self.lastStages = lastStages
    stages = [UInt8](repeating: 0, count: users * lastStages.count)
  }

  /// Every pair at stage 0 of these teachers.
  public init(of teachers: [Trajectory]) {
    self.init(users: teachers.first?.users ?? 0, lastStages: teachers.map { $0.stages - 1 })
  }

  /// Number of teachers.
  public var teachers: Int { lastStages.count }

  /// The stage of a pair.
  public subscript(teacher: Int, user: Int) -> Int {
    precondition(teacher >= 0 && teacher < teachers && user >= 0 && user < users)
    return Int(stages[teacher * users + user])
  }

  /// Every pair at its teacher's last stage: what the curriculum `final-only` shows from the start.
  public func atLast() -> StageTable { mapped { _, last in last } }

  /// Every pair one stage further; a pair at its last stage stays there.
  public func next() -> StageTable { mapped { stage, last in min(stage + 1, last) } }

  /// True where a pair is not yet at its last stage. *Shape:* [teachers, users].
  public func open() throws(TensorError) -> Mask {
    try Mask(isOpen, shape: shape)
  }

  /// Moves the pairs that `ready` names one stage on; pairs at their last stage stay there.
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` when the mask has another shape.
  public mutating func advance(_ ready: Mask) throws(TensorError) {
    guard ready.shape == shape else {
      throw .shapes(operation: "advance stages", left: shape, right: ready.shape)
    }
    for teacher in 0..<teachers {
      let last = UInt8(lastStages[teacher])
      for pair in teacher * users..<(teacher + 1) * users
      where ready.values[pair] && stages[pair] < last {
        stages[pair] += 1
      }
    }
  }

  /// Each teacher's mean stage over the users.
  public var meanStages: [Double] {
    (0..<teachers).map { teacher in
      let row = stages[teacher * users..<(teacher + 1) * users]
      return row.isEmpty ? 0 : Double(row.reduce(0) { $0 + Int($1) }) / Double(users)
    }
  }

  /// The share of pairs that are at their last stage, in 0…1; 1 when there are none.
  public var fractionAtLast: Double {
    stages.isEmpty ? 1 : Double(isOpen.count { !$0 }) / Double(stages.count)
  }

  var shape: [Int] { [teachers, users] }

  private func mapped(_ rule: (UInt8, UInt8) -> UInt8) -> StageTable {
    var result = self
    for teacher in 0..<teachers {
      let last = UInt8(lastStages[teacher])
      for pair in teacher * users..<(teacher + 1) * users {
        result.stages[pair] = rule(stages[pair], last)
      }
    }
    return result
  }

  private var isOpen: [Bool] {
    stages.indices.map { stages[$0] < lastStages[$0 / users] }
  }
}

// MARK: - Saving

extension StageTable {
  /// The stages as numbers, for checkpoints and plugins. *Shape:* [teachers, users].
  public var indices: IndexTensor {
    IndexTensor(shape: shape) { span in
      for pair in span.indices { span[pair] = Int32(stages[pair]) }
    }
  }

  /// Takes the stages over from a checkpoint.
  /// - Throws: ``TensorError`` when the shape differs or a stage lies beyond its teacher's last.
  public mutating func restore(_ indices: IndexTensor) throws(TensorError) {
    guard indices.shape == shape else {
      throw .shapes(operation: "restore stages", left: shape, right: indices.shape)
    }
    let values = indices.values
    for (pair, stage) in values.enumerated() {
      let limit = lastStages[pair / users] + 1
      guard stage >= 0, stage < limit else {
        throw .index(operation: "restore stages", found: Int(stage), limit: limit)
      }
    }
    stages = values.map { UInt8($0) }
  }
}
