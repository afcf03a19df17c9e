import Distillation
import Formats
import Interactions
import Recommenders
import Trajectories

/// What is known before anything is trained or written: the split, how to measure, and that the
/// specification fits together.
struct Preparation {
  let split: Split
  let measurement: Measurement
  let faculty: Faculty
  let outside: [Int: Trajectory]
  /// Those of own teachers that were trained before.
  let trained: [Int: Trajectory]
  let student: ModelSpecification
  /// The order of training items from a file; nil when it comes from the teachers.
  let positives: Positives?
}

extension Preparation {
  /// All trajectories that are there, by their teacher's place.
  var opened: [Int: Trajectory] { outside.merging(trained) { outside, _ in outside } }

  /// What tells the data from other data: digests of the split, of what is held out, and of files from
  /// outside.
  func dataDigests() throws -> JSONObject {
    var digests: JSONObject = [
      "split": .string(split.fingerprint), "held_out": .string(measurement.fingerprint),
    ]
    for index in outside.keys.sorted() {
      guard let trajectory = outside[index], let path = trajectory.path else { continue }
      digests["teachers.\(trajectory.teacher)"] = .string(try SHA256.hexDigest(ofFile: path))
    }
    return digests
  }
}

extension Experiment {
  /// Loads and checks; whatever this throws is a mistake in what was given.
  func prepare() throws -> Preparation {
    try checkNumbers()
    try checkObjective()
    let evaluation = specification.evaluation.protocol
    let split = try specification.data.load(
      for: evaluation, from: FileSearch(root: folders.root),
      progress: { file, share in
        progress.show(ProgressReport(task: "fetch \(file)", fraction: share))
      })
    split.warnings.sentences.forEach(progress.warn)
    try checkTop(split)
    let measurement = Measurement(
      split: split, evaluation: evaluation, monitor: specification.evaluation.monitor,
      budget: options.memory)
    try measurement.rehearse()
    let student = try studentSpecification(specification.training)
    _ = try makeStudent(student, split)
    try checkBaseline()
    let faculty = Faculty(
      specifications: needsTeachers ? specification.teachers : [], measurement: measurement,
      depth: specification.distillation.top, folders: folders, progress: progress,
      interruption: interruption)
    let outside = try faculty.openOutside()
    try checkStages(outside)
    let trained = try faculty.openTrained(needsModels: needsTeacherModels)
    let positives = try positives(split)
    try faculty.makeFolder()  // last, so that what is refused leaves nothing behind
    return Preparation(
      split: split, measurement: measurement, faculty: faculty,
      outside: outside, trained: trained, student: student, positives: positives)
  }

  /// Whether anything is to be learnt from teachers.
  var needsTeachers: Bool {
    if case .distil = specification.distillation.objective { true } else { false }
  }

  private var needsTeacherModels: Bool {
    guard case .distil(let objective) = specification.distillation.objective else { return false }
    return objective.knowledge.contains(.scores) || objective.knowledge.contains(.embeddings)
  }

  /// What is to be said of a curriculum whose first tick would come after the last epoch; nil when it
  /// will act.
  var idleCurriculum: String? {
    let epochs = specification.training.epochs
    guard needsTeachers, let curriculum = specification.distillation.curriculum,
      curriculum.every >= epochs
    else { return nil }
    return "The curriculum \"\(curriculum.name)\" never ticks: its first tick comes after epoch "
      + "\(curriculum.every), and with train.epochs = \(epochs) the last is epoch \(epochs - 1); "
      + "train longer, or tick more often (distill.curriculum.every, else evaluate.every)."
  }

  private func positives(_ split: Split) throws -> Positives? {
    guard needsTeachers, case .file(let path) = specification.distillation.positives else {
      return nil
    }
    return try Positives(
      file: folders.find(path, of: split.dataset, named: "distill.positives"), train: split.train)
  }

  /// An untrained student.
  func makeStudent(
    _ student: ModelSpecification, _ split: Split
  ) throws -> any EmbeddingModel {
    let model = try RecommenderCatalogue.make(
      student, train: split.train, seed: specification.seed)
    guard let model = model as? any EmbeddingModel else {
      throw ExperimentError.input(
        "student: the model \"\(student.kind)\" has no embeddings to distil into; use \"mf\" or "
          + "\"lightgcn\".")
    }
    return model
  }

  /// The student's own parameters with the numbers of a training where it declares them.
  func studentSpecification(_ training: TrainingSpecification) throws -> ModelSpecification {
    let entry = try RecommenderCatalogue.entry(specification.student.kind)
    var numbers: [String: Double] = [
      "batch": Double(training.batch),
      "epochs": Double(training.epochs), "patience": Double(training.patience),
      "every": Double(specification.evaluation.every),
    ]
    if case .constant(let rate) = training.learningRate { numbers["lr"] = rate }
    if case .constant(let decay) = training.decay { numbers["decay"] = decay }
    // The optimiser of a student decays every row; a loss that decays as well would do it twice.
    if entry.lossDecays { numbers["decay"] = 0 }
    var values: [String: Double] = [:]
    for (name, value) in specification.student.values { values[name] = numbers[name] ?? value }
    return try ModelSpecification(specification.student.kind, values)
  }

  private func checkNumbers() throws {
    let wrong: [(String, Int)] = [
      ("train.epochs", specification.training.epochs),
      ("train.batch", specification.training.batch),
      ("train.patience", specification.training.patience),
      ("evaluate.every", specification.evaluation.every),
      ("distill.top", specification.distillation.top),
      ("distill.positives_count", specification.distillation.positivesCount),
    ].filter { $0.1 < 1 }
    if let (name, value) = wrong.first {
      throw ExperimentError.input("\(name) = \(value): it must be at least 1.")
    }
    let name = specification.name
    let isControlled = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard !name.isEmpty, !name.contains("/"), !name.hasPrefix("."), !isControlled else {
      throw ExperimentError.input(
        "name = \(name.debugDescription): it names a folder, so it must not be empty, begin with a "
          + "dot, or hold a slash, a line break or another control character.")
    }
  }

  /// Refuses numbers of the baseline that its model cannot train by.
  private func checkBaseline() throws {
    guard needsTeachers, specification.baselines.contains(.none) else { return }
    do {
      _ = try studentSpecification(specification.trainingWithoutDistillation)
    } catch { throw ExperimentError.input("baselines, \"none\": \(error)") }
  }

  /// Refuses lists longer than any catalogue of this size fills; the usual 100 are always allowed.
  private func checkTop(_ split: Split) throws {
    let top = specification.distillation.top
    guard top <= max(100, split.itemCount) else {
      throw ExperimentError.input(
        "distill.top = \(top): \(split.dataset) has \(split.itemCount) items; lower it.")
    }
  }

  /// Refuses a teacher from outside that shows one stage only, where its progress is taught.
  private func checkStages(_ outside: [Int: Trajectory]) throws {
    guard case .distil(let objective) = specification.distillation.objective,
      objective.knowledge.contains(.trajectory)
    else { return }
    for trajectory in outside.values where trajectory.stages < 2 {
      throw ExperimentError.input(
        "distill.objective \"\(objective.name)\" needs trajectory of every teacher: "
          + "\(trajectory.path ?? trajectory.teacher) holds one stage only; import it with more.")
    }
  }

  /// Refuses an objective that asks for knowledge no teacher can give.
  private func checkObjective() throws {
    guard case .distil(let objective) = specification.distillation.objective else {
      guard !specification.baselines.contains(.finalOnly) else {
        throw ExperimentError.input(
          "baselines: \"final-only\" is a distillation, but distill.objective is \"bpr\"; leave it "
            + "out.")
      }
      return
    }
    guard !specification.teachers.isEmpty else {
      throw ExperimentError.input(
        "distill.objective \"\(objective.name)\" learns from teachers: add "
          + "teachers = { \"mf\", … }, or use objective = \"bpr\".")
    }
    for need in objective.knowledge {
      for teacher in specification.teachers {
        guard let reason = teacher.cannotGive(need) else { continue }
        throw ExperimentError.input(
          "distill.objective \"\(objective.name)\" needs \(need.rawValue) of every teacher, but "
            + reason)
      }
    }
  }
}
