import Distillation
import Experiments
import Plugins
import Tensors
import Trajectories

/// A run whose student's lists are given.
final class ListedRun: RunView {
  let trajectories: [Trajectory]
  var lists: IndexTensor
  var epoch = 0
  var stages: StageTable
  var askedPhase: Phase?
  var lines: [String] = []
  var numbers: [String: Double] = [:]

  init(_ trajectories: [Trajectory], lists: IndexTensor) {
    self.trajectories = trajectories
    self.lists = lists
    stages = StageTable(of: trajectories)
  }

  let epochs = 1001
  let phase = Phase.overall
  let name = "listed"
  let seed: UInt64 = 0
  let metrics: [Metric] = []
  let loss: Double? = nil
  let failure: String? = nil
  var teachers: [String] { trajectories.map(\.teacher) }
  var users: Int { stages.users }
  var items: Int { trajectories.first?.items ?? 0 }

  func requestPhase(_ phase: Phase) { askedPhase = phase }
  func note(_ number: Double, of key: String) { numbers[key] = number }
  func log(_ line: String, by plugin: String) { lines.append(line) }

  func gap(
    against stages: StageTable, k: Int, gain: Discrepancy.Gain, digits: Int?
  ) throws -> Tensor {
    try Discrepancy(k: k, gain: gain, digits: digits)
      .gap(student: lists, trajectories: trajectories, stages: stages)
  }

  /// Two teachers of three stages and two users, and a student that agrees with the first stages.
  static func small() throws -> ListedRun {
    func lists(_ shift: Int32) throws -> IndexTensor {
      try IndexTensor((0..<8).map { ($0 + shift) % 10 }, shape: [2, 4])
    }
    let teachers = try ["a", "b"].map { name in
      try Trajectory(teacher: name, items: 10, lists: [lists(0), lists(2), lists(4)])
    }
    return ListedRun(teachers, lists: try lists(0))
  }
}
