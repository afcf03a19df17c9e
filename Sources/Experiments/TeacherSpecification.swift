import Recommenders
import Trajectories

/// One teacher: trained here, or a trajectory from outside.
public enum TeacherSpecification {
  /// Trained on the split's training interactions, recording its trajectory.
  case own(OwnTeacher)
  /// A trajectory file; a relative path is looked up in `Teachers/<dataset>`, each folder of
  /// `$HETCOMP_DATA`, and `../shared/trajectories/<dataset>`.
  case outside(name: String?, file: String)
}

/// A teacher that is trained here.
public struct OwnTeacher {
  /// Its name among the teachers.
  public var name: String
  /// What it is and how it trains.
  public var model: ModelSpecification
  /// The seed of its initial values, orders and negatives.
  public var seed: UInt64
  /// Which checkpoints its trajectory keeps.
  public var stages: StageRule
  /// Over how many neighbouring evaluations the deviation of a rank is taken.
  public var window: Int
  /// How many items of each user's list a checkpoint keeps.
  public var depth: Int

  /// A teacher of these values.
  public init(
    name: String, model: ModelSpecification, seed: UInt64,
    stages: StageRule = .fractionsOfBest(4), window: Int = 5, depth: Int = 100
  ) {
    self.name = name
    self.model = model
    self.seed = seed
    self.stages = stages
    self.window = window
    self.depth = depth
  }

  /// Whether another one, but for its name, is trained alike.
  public func isTwin(of other: OwnTeacher) -> Bool {
    model == other.model && seed == other.seed && stages == other.stages
  }
}
