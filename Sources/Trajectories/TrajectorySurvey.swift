import Formats
import Tensors

/// What trajectories look like at a glance: how good each stage was, how near the last one, and how
/// far teachers agree.
public struct TrajectorySurvey: Sendable {
  /// One stage of one teacher.
  public struct Stage: Sendable {
    /// Epochs trained before it; nil where the file does not say.
    public let epoch: Int?
    /// The number by which stages were chosen; nil where the file does not say.
    public let valid: Double?
    /// The mean share of a user's first k items that the last stage has among its first k.
    public let overlap: Double
    /// The same with the other teachers' stages of the same place, a mean; nil for a single teacher.
    public let agreement: Double?
  }

  /// One teacher's stages, easiest first.
  public struct Teacher: Sendable {
    /// Its name.
    public let name: String
    /// A sentence on what it is.
    public let summary: String
    /// The name of ``Stage/valid``.
    public let metric: String
    /// Its stages.
    public let stages: [Stage]
  }

  /// How many items of each list are compared.
  public let k: Int
  /// The teachers, in the order given.
  public let teachers: [Teacher]
  /// The agreement of every two teachers at their last stages, in the order of ``teachers``.
  public let lastAgreements: [[Double]]

  /// A survey of trajectories over the same users.
  /// - Parameter k: how many items of each list are compared; fewer where lists are shorter.
  /// - Throws: ``TrajectoryError`` when their users or items differ.
  public init(_ trajectories: [Trajectory], k: Int = 50) throws {
    guard let first = trajectories.first else {
      throw TrajectoryError("There is no trajectory to look at.")
    }
    let sized = trajectories.first { Self.saysItems($0) } ?? first
    for other in trajectories where !Self.mayShareSplit(other, sized) {
      throw TrajectoryError(
        "\(sized.teacher) is about \(sized.users) users and \(sized.items) items, \(other.teacher) "
          + "about \(other.users) and \(other.items): they are not of one split.")
    }
    let k = min(k, trajectories.map(\.depth).min() ?? k)
    self.k = k
    teachers = trajectories.indices.map { Self.teacher($0, among: trajectories, k) }
    lastAgreements = trajectories.map { one in
      trajectories.map { Self.overlap(one, one.stages - 1, $0, $0.stages - 1, k) }
    }
  }

  /// Whether a file tells how many items there are; one that does not fits any number of them.
  private static func saysItems(_ trajectory: Trajectory) -> Bool {
    trajectory.metadata["items"] != nil
  }

  private static func mayShareSplit(_ one: Trajectory, _ sized: Trajectory) -> Bool {
    one.users == sized.users && (one.items == sized.items || !saysItems(one))
  }

  private static func teacher(_ index: Int, among all: [Trajectory], _ k: Int) -> Teacher {
    let one = all[index]
    let epochs = numbers(one, "epochs")
    let valid = numbers(one, "valid")
    let stages = (0..<one.stages).map { stage in
      let others = all.indices.filter { $0 != index }.map { other in
        overlap(one, stage, all[other], min(stage, all[other].stages - 1), k)
      }
      return Stage(
        epoch: epochs.indices.contains(stage) ? Int(exactly: epochs[stage]) : nil,
        valid: valid.indices.contains(stage) ? valid[stage] : nil,
        overlap: overlap(one, stage, one, one.stages - 1, k),
        agreement: others.isEmpty ? nil : others.reduce(0, +) / Double(others.count))
    }
    let fingerprint = one.metadata["split_fingerprint"].map { "split \($0.prefix(8))" }
    return Teacher(
      name: one.teacher,
      summary: "\(one.metadata["model"] ?? "unknown model"), \(one.stages) stages of \(one.depth) "
        + "items, \(one.users) users, \(fingerprint ?? "no fingerprint")",
      metric: one.metadata["metric"] ?? "valid", stages: stages)
  }

  private static func numbers(_ trajectory: Trajectory, _ key: String) -> [Double] {
    let json = trajectory.metadata[key].flatMap {
      try? JSONValue(parsing: Array($0.utf8), source: key)
    }
    return json?.array?.compactMap(\.double) ?? []
  }

  /// The mean over users, those with neither list left out, of |first k ∩ first k| / k.
  private static func overlap(
    _ a: Trajectory, _ stageA: Int, _ b: Trajectory, _ stageB: Int, _ k: Int
  ) -> Double {
    let sums = Parallel.map(a.users, grain: 256) { users in
      users.reduce(into: (sum: 0.0, users: 0)) { total, user in
        let one = a.list(stage: stageA, user: user, first: k)
        let other = Set(b.list(stage: stageB, user: user, first: k))
        let longest = max(one.count, other.count)
        guard longest > 0 else { return }
        total.sum += Double(one.count { other.contains($0) }) / Double(longest)
        total.users += 1
      }
    }
    let users = sums.reduce(0) { $0 + $1.users }
    return sums.reduce(0) { $0 + $1.sum } / Double(max(1, users))
  }
}
