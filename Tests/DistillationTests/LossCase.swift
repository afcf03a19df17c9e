import Distillation
import GoldenSupport
import Interactions
import Tensors
import Testing
import Trajectories

/// Inputs of the two losses, computed by the reference and by the tensors.
struct LossCase {
  var reference: ReferenceLosses
  var k: Int

  func expected(_ phase: Phase) -> ReferenceLosses.Result {
    phase == .overall ? reference.overall() : reference.rank(k: k)
  }

  /// What the package computes for all users as one mini-batch.
  func found(
    _ phase: Phase,
    by objective: any Objective = HetCompObjective(overallWeight: 1, rankWeight: 1)
  ) throws -> ReferenceLosses.Result {
    let student = try FixedStudent(users: reference.users, items: reference.items)
    let users = reference.users.count
    let lists = IndexTensor(lists: reference.targets, width: k)
    let targets = try Targets(
      train: InteractionMatrix(rows: reference.train, itemCount: reference.items.count),
      positives: Positives(lists: reference.positives), lists: lists)
    let loss = try objective.loss(
      targets.batch((0..<users).map { Int32($0) }), student: student, phase: phase)
    try loss.backward()
    return .init(
      value: Double(loss.scalar), users: Self.rows(student.userTable.gradient),
      items: Self.rows(student.itemTable.gradient))
  }

  private static func rows(_ tensor: Tensor) -> [[Double]] {
    (0..<tensor.shape[0]).map { row in
      (0..<tensor.shape[1]).map { Double(tensor[row, $0]) }
    }
  }
}

extension ReferenceLosses.Result {
  /// Expects equal values and gradients: `loss` relative, `gradient` in shares of the largest entry
  /// or, if `absolute`, as it is.
  func expectEqual(
    _ other: Self, loss: Double, gradient: Double, absolute: Bool = false, _ label: String
  ) {
    #expect(abs(value - other.value) <= loss * abs(other.value), "\(label): loss")
    for (name, mine, theirs) in [("users", users, other.users), ("items", items, other.items)] {
      let largest = theirs.joined().reduce(0) { max($0, abs($1)) }
      let errors = zip(mine.joined(), theirs.joined()).map { abs($0 - $1) }
      let bound = absolute ? gradient : gradient * largest
      #expect(mine.map(\.count) == theirs.map(\.count), "\(label): gradient of \(name)")
      #expect(
        errors.allSatisfy { $0 <= bound },
        "\(label): gradient of \(name), \(errors.max() ?? 0) of \(largest)")
    }
  }
}

extension LossCase {
  init(_ golden: GoldenCase) throws {
    k = try golden.int("K")
    reference = ReferenceLosses(
      users: try golden.matrix("U"), items: try golden.matrix("I"),
      train: try golden.intRows("train_items"), positives: try golden.intRows("pos_items"),
      targets: try golden.intRows("top_items"))
  }
}
