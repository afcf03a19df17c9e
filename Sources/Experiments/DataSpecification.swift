import Interactions

/// Which interactions an experiment uses, and the seed of their split.
public struct DataSpecification {
  /// The dataset's name, also of its folder among the teachers.
  public var name: String
  /// The seed of the split, which the evaluation protocol cuts.
  public var seed: UInt64

  /// Data of these values.
  public init(name: String, seed: UInt64) {
    self.name = name
    self.seed = seed
  }
}
