import Distillation
import Trajectories

/// What is taught, and how.
public struct DistillationSpecification {
  /// The loss of a mini-batch.
  public var objective: ObjectiveChoice
  /// Which stage each user is shown; nil leaves every pair at its first.
  public var curriculum: (any Curriculum)?
  /// How the ranks of several teachers become one importance.
  public var consensus: any ConsensusRule
  /// What each teacher's importances are multiplied by; none for 1 each.
  public var weights: [Float]
  /// K, the length of a user's target list.
  public var top: Int
  /// Where each user's ordered positives come from.
  public var positives: PositivesSource
  /// At most how many positives a user is taught.
  public var positivesCount: Int
  /// Whether short lists of positives are repeated from their start, as the published code does.
  public var repeatsPositives: Bool
  /// When the phase becomes `rank`.
  public var phaseSwitch: PhaseSwitch
  /// How mini-batches are drawn over users.
  public var sampling: UserSampling

  /// A distillation of these values.
  public init(
    objective: ObjectiveChoice, curriculum: (any Curriculum)?, consensus: any ConsensusRule,
    weights: [Float] = [], top: Int = 100, positives: PositivesSource = .teachers,
    positivesCount: Int = 10,
    repeatsPositives: Bool = false,
    phaseSwitch: PhaseSwitch = .fraction(0.995), sampling: UserSampling = .byInteraction
  ) {
    self.objective = objective
    self.curriculum = curriculum
    self.consensus = consensus
    self.weights = weights
    self.top = top
    self.positives = positives
    self.positivesCount = positivesCount
    self.repeatsPositives = repeatsPositives
    self.phaseSwitch = phaseSwitch
    self.sampling = sampling
  }

  /// What the rule and the weights make of some teachers.
  /// - Throws: `TrajectoryError` when they do not fit together.
  func consensus(of teachers: [Trajectory]) throws -> Consensus {
    try Consensus(teachers, rule: consensus, weights: weights, depth: top)
  }
}

/// The loss that trains the student.
public enum ObjectiveChoice {
  /// The student's own BPR, without teachers.
  case bpr
  /// A distillation objective, native or a plugin.
  case distil(any Objective)
}

/// Where the order of each user's training items comes from.
public enum PositivesSource: Sendable, Equatable {
  /// The teachers' orders, merged like target lists; that of the data when no teacher has one.
  case teachers
  /// A text file: a line a user, the user's id and then its training items, best first.
  case file(String)
}
