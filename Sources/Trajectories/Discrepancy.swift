import Foundation
import Tensors

/// D@K: how far a student's list is from a teacher's, in 0 (nothing left to learn) … 1 (disjoint).
///
/// D = 1 − Σ gain·discount over the student's positions p < K whose item is among the teacher's
/// first K, divided by the same sum for the teacher's own list; gain(r) = 2^exp(−r/10) − 1 and
/// discount(p) = 1 / log₂(p + 2). Source: HetComp (WWW'23), dynamic knowledge construction.
public struct Discrepancy: Sendable {
  /// Whose rank of an item decides what finding it is worth.
  public enum Gain: String, Sendable, CaseIterable {
    /// The rank in the teacher's list: the NDCG of textbooks. Order counts.
    case teacher
    /// The student's position, as in the published code: 0 whenever the two sets coincide.
    case student
  }

  /// How many items of each list are compared.
  public let k: Int
  /// Whose rank gives the gain.
  public let gain: Gain
  /// Decimal digits to which the NDCG is rounded (half to even); nil keeps all.
  public let digits: Int?
  private let gains: [Double]
  private let discounts: [Double]

  /// A discrepancy over the first `k` items.
  public init(k: Int, gain: Gain = .teacher, digits: Int? = nil) {
    precondition(k > 0)
    self.k = k
    self.gain = gain
    self.digits = digits
    gains = (0..<k).map { exp2(exp(-Double($0) / 10)) - 1 }
    discounts = (0..<k).map { 1 / log2(Double($0) + 2) }
  }

  /// The discrepancy of one student list from one teacher list, both best first, −1 for no item.
  /// - Complexity: O(k²); for many lists use ``gap(student:trajectories:stages:)``.
  public func callAsFunction(student: [Int32], teacher: [Int32]) -> Double {
    let teacher = teacher.prefix(k).filter { $0 >= 0 }
    return distance(student[...], of: teacher.count) { item in
      teacher.firstIndex(of: item) ?? -1
    }
  }

  /// One less the NDCG of a student list; `rank` finds an item's place in the teacher's list, or −1.
  private func distance(_ student: ArraySlice<Int32>, of count: Int, rank: (Int32) -> Int) -> Double
  {
    guard count > 0 else { return 0 }
    var found = 0.0
    for (position, item) in student.prefix(k).enumerated() where item >= 0 {
      let rank = rank(item)
      guard rank >= 0 else { continue }
      found += gains[gain == .teacher ? rank : position] * discounts[position]
    }
    var best = 0.0
    for position in 0..<count { best += gains[position] * discounts[position] }
    return 1 - rounded(found / best)
  }

  private func rounded(_ ndcg: Double) -> Double {
    guard let digits else { return ndcg }
    let scale = pow(10, Double(digits))
    return (ndcg * scale).rounded(.toNearestOrEven) / scale
  }
}

extension Discrepancy {
  /// The discrepancy of every user's student list from each teacher's list at the given stages.
  ///
  /// *Shapes:* `student` [users, ≥ k] best first, without training items, −1 pads; result
  /// [teachers, users].
  /// - Throws: ``TrajectoryError`` when users or depths do not fit.
  /// - Complexity: O(teachers · users · k).
  public func gap(
    student: IndexTensor, trajectories: [Trajectory], stages: StageTable
  ) throws -> Tensor {
    try check(student, trajectories, stages)
    let users = stages.users
    let width = student.shape[1]
    let lists = student.values
    let items = trajectories.map(\.items).max() ?? 0
    let blocks = Parallel.map(users, grain: 256) { range in
      var rank = [Int32](repeating: -1, count: items)
      return range.map { user in
        let list = lists[user * width..<user * width + k]
        return trajectories.indices.map { teacher in
          let target = trajectories[teacher].list(
            stage: stages[teacher, user], user: user, first: k)
          for (place, item) in target.enumerated() { rank[Int(item)] = Int32(place) }
          defer { for item in target { rank[Int(item)] = -1 } }
          return Float(distance(list, of: target.count) { Int(rank[Int($0)]) })
        }
      }
    }
    let byUser = blocks.flatMap { $0 }
    return Tensor(shape: [trajectories.count, users]) { span in
      for user in 0..<users {
        for teacher in trajectories.indices { span[teacher * users + user] = byUser[user][teacher] }
      }
    }
  }

  private func check(
    _ student: IndexTensor, _ trajectories: [Trajectory], _ stages: StageTable
  ) throws(TrajectoryError) {
    guard student.shape.count == 2, student.shape[0] == stages.users, student.shape[1] >= k else {
      throw TrajectoryError(
        "A discrepancy over \(k) items of \(stages.users) users needs student lists of shape "
          + "[\(stages.users), \(k)], not \(student.shape).")
    }
    guard stages.lastStages == trajectories.map({ $0.stages - 1 }) else {
      throw TrajectoryError(
        "The table of stages has last stages \(stages.lastStages), "
          + "the trajectories have \(trajectories.map { $0.stages - 1 }).")
    }
    for trajectory in trajectories where trajectory.users != stages.users {
      throw TrajectoryError(
        "The teacher \(trajectory.teacher) has \(trajectory.users) users, "
          + "the table of stages has \(stages.users).")
    }
    let items = Int32(trajectories.map(\.items).min() ?? 0)
    if let wild = student.values.first(where: { $0 < -1 || $0 >= items }) {
      throw TrajectoryError("A student list names item \(wild), but items are 0 to \(items - 1).")
    }
    for trajectory in trajectories where trajectory.depth < k {
      throw TrajectoryError(
        "The teacher \(trajectory.teacher) has lists of \(trajectory.depth) items, "
          + "a discrepancy over \(k) items was asked for: lower k, or record the teacher deeper.")
    }
  }
}
