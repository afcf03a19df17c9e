import Formats
import Interactions
import Recommenders
import Trajectories

/// Where a teacher that is trained here keeps its trajectory, and what that name stands for.
struct TeacherFile {
  /// The trajectory: `Teachers/<dataset>/<teacher>-<fp8>.safetensors`.
  let trajectory: String
  /// The final weights, beside it.
  let model: String
  /// A folder that exists only while the teacher is in training.
  let unfinished: String
  /// A file that exists only while a run trains the teacher, and keeps others from it.
  let lock: String

  /// The files of a teacher trained on a split and chosen by a metric.
  ///
  /// The fingerprint is over everything that decides the trajectory, so that a changed parameter is
  /// another file and an unchanged one is never trained twice.
  init(_ teacher: OwnTeacher, measurement: Measurement, folder: String) {
    let split = measurement.split
    let identity: JSONValue = [
      "format": .string(TrajectoryMetadata.format), "split": .string(split.fingerprint),
      "model": .string(teacher.model.kind), "params": teacher.model.json,
      "seed": .string(String(teacher.seed)), "stages": teacher.stages.identity,
      "k": .int(teacher.depth), "protocol": .string(measurement.evaluation.name),
      "metric": .string(measurement.monitor),
    ]
    // A window of 5 is left out, as it was before windows could be chosen.
    let window = teacher.window == 5 ? "" : "window \(teacher.window)"
    // What www23 holds out follows from what it trains on.
    let isTold = split.recipe == "www23" && measurement.evaluation.candidates == nil
    let measured = isTold ? "" : "measured on \(measurement.fingerprint)"
    let settings = measurement.evaluation.settings
    let digest = SHA256.hexDigest(of: identity.text() + window + measured + settings)
    let base = "\(folder)/\(split.dataset)/\(teacher.name)-\(digest.prefix(8))"
    trajectory = "\(base).safetensors"
    model = "\(base).model.safetensors"
    unfinished = "\(base).unfinished"
    lock = "\(base).lock"
  }
}

extension StageRule {
  /// What tells the rule from others in a fingerprint.
  fileprivate var identity: JSONValue {
    switch self {
    case .fractionsOfBest(let count): .int(count)
    case .equalGain(let count): ["equal-gain", .int(count)]
    case .epochs(let epochs): ["epochs", .array(epochs.map { .int($0) })]
    }
  }
}
