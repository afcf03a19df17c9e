import Evaluation
import Formats
import Interactions
import Kernels
import Recommenders
import Tensors

/// The student of a finished run, read again together with the data it was trained on.
public struct StoredStudent {
  /// The run.
  public let folder: RunFolder
  /// The data.
  public let split: Split
  /// The student at its best validation.
  public let model: any EmbeddingModel
  private let experiment: Experiment

  /// Reads a student back.
  ///
  /// - Parameter experiment: what the run's own config says, its protocol possibly another one.
  /// - Throws: ``ExperimentError/input(_:)`` when the run is not finished, or the data is not that of
  ///   the run.
  public init(of folder: RunFolder, _ experiment: Experiment) throws(ExperimentError) {
    self.folder = folder
    self.experiment = experiment
    do {
      let specification = experiment.specification
      split = try specification.data.load(
        for: specification.evaluation.protocol, from: FileSearch(root: experiment.folders.root))
      model = try experiment.makeStudent(
        experiment.studentSpecification(specification.training), split)
      let path = folder.file("student.safetensors")
      let trained = try SafetensorsFile(path).metadata["split_fingerprint"]
      guard trained == nil || trained == split.fingerprint else {
        throw ExperimentError.input(
          "\(path) was trained on another split: its fingerprint begins "
            + "\((trained ?? "").prefix(8)), this one's \(split.fingerprint.prefix(8)); measured "
            + "here, it might know what is held out.")
      }
      try ModelFile.load(path, into: model)
    } catch {
      throw .asInput(error)
    }
  }

  /// The student measured by the experiment's protocol, without the other numbers of a result.
  /// - Throws: ``ExperimentError``.
  public func measure() throws(ExperimentError) -> RunResult {
    do {
      let specification = experiment.specification
      let measurement = Measurement(
        split: split, evaluation: specification.evaluation.protocol,
        monitor: specification.evaluation.monitor, budget: experiment.options.memory)
      let metrics = try measurement.metrics(of: model) {
        try measurement.ranking(of: model, depth: measurement.depth)
      }
      let row = ModelResult(
        name: "student", metrics: metrics, parameters: model.parameterCount,
        bytes: fileSize(folder.file("student.safetensors")))
      let file = try SafetensorsFile(folder.file("student.safetensors"))
      return RunResult(
        name: specification.name, protocolName: specification.evaluation.protocol.name,
        splitFingerprint: split.fingerprint,
        evaluationFingerprint: measurement.fingerprint, seed: specification.seed,
        kernel: Kernels.current.name, bestEpoch: file.metadata["best_epoch"].flatMap(Int.init) ?? 0,
        models: [row], seconds: [], peakMemoryBytes: peakMemoryBytes(),
        versions: experiment.options.versions)
    } catch {
      throw .asFailure(error)
    }
  }

  /// Some users' original ids, from first to last.
  private var examples: String {
    let last = split.userCount - 1
    guard last >= 0 else { return "none" }
    return Set([0, last / 3, 2 * last / 3, last]).sorted().map { "\(split.users[$0])" }
      .joined(separator: ", ")
  }

  /// The best items for a user, best first, without the user's training items.
  ///
  /// - Parameter user: an original id.
  /// - Throws: ``ExperimentError/input(_:)`` when there is no such user.
  public func recommend(
    to user: String, count: Int
  ) throws(ExperimentError) -> [(item: String, score: Float)] {
    guard let dense = split.users.dense(of: user) else {
      throw .input(
        "There is no user \(user) in \(split.dataset) after its filter; its \(split.userCount) users "
          + "are called like \(examples).")
    }
    do {
      let row = Int(dense)
      let scores = try model.scores(users: row..<row + 1)
      let seen = SparseRows([split.train[row].sorted()])
      let best = try scores.topColumns(count, excluding: seen)
      return (0..<count).map { best[0, $0] }.filter { $0 >= 0 }
        .map { (split.items[Int($0)], scores[0, Int($0)]) }
    } catch {
      throw .asFailure(error)
    }
  }
}
