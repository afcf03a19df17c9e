import Formats

/// What a trajectory file says about itself; in the file every value is a string.
public struct TrajectoryMetadata: Sendable, Equatable {
  /// The `format` of the files that are written and read.
  public static let format = "hetcomp.trajectory.1"

  /// The teacher's name.
  public var teacher: String
  /// The kind of model, such as "mf".
  public var model: String
  /// The model's parameters.
  public var params: JSONValue
  /// Name of the number by which stages were chosen, such as "valid.recall@50".
  public var metric: String
  /// SHA-256 of the split's `train.txt`.
  public var splitFingerprint: String
  /// The teacher's seed.
  public var seed: Int

  /// The metadata of a teacher.
  public init(
    teacher: String, model: String, params: JSONValue, metric: String, splitFingerprint: String,
    seed: Int
  ) {
    self.teacher = teacher
    self.model = model
    self.params = params
    self.metric = metric
    self.splitFingerprint = splitFingerprint
    self.seed = seed
  }

  /// The strings of a file whose stages are these evaluations.
  func strings(stages: [RecordedEvaluation], shape: (users: Int, items: Int, depth: Int))
    -> [String: String]
  {
    [
      "format": Self.format, "teacher": teacher, "model": model, "params": params.text(),
      "epochs": JSONValue.array(stages.map { .int($0.epoch) }).text(),
      "valid": JSONValue.array(stages.map { .double($0.valid) }).text(), "metric": metric,
      "k": String(shape.depth), "users": String(shape.users), "items": String(shape.items),
      "split_fingerprint": splitFingerprint, "seed": String(seed),
    ]
  }
}
