import Formats
import Foundation
import Interactions
import Recommenders
import Tensors
import Trajectories

/// The teachers of an experiment: outside trajectories are opened, own ones trained unless they are
/// there already.
struct Faculty {
  let specifications: [TeacherSpecification]
  let measurement: Measurement
  /// How many items of a teacher's list are taught; a shallower trajectory is refused.
  let depth: Int
  let folders: ExperimentFolders
  let progress: any ProgressSink
  let interruption: Interruption

  /// Opens what must be there before anything is trained or written, so that a wrong file or two
  /// teachers of one name are found first.
  func openOutside() throws -> [Int: Trajectory] {
    var opened: [Int: Trajectory] = [:]
    var names: Set<String> = []
    for (index, specification) in specifications.enumerated() {
      let name: String
      switch specification {
      case .own(let teacher): name = teacher.name
      case .outside(let given, let file):
        let trajectory = try openOutside(given, file)
        opened[index] = trajectory
        name = trajectory.teacher
      }
      guard names.insert(name).inserted else {
        throw ExperimentError.input(
          "teachers: two are called \"\(name)\"; give one of them name = \"…\".")
      }
    }
    return opened
  }

  /// Opens what own teachers have left already, so that a damaged or missing file is found first.
  /// - Parameter needsModels: whether their weights will be asked for, too.
  func openTrained(needsModels: Bool) throws -> [Int: Trajectory] {
    var opened: [Int: Trajectory] = [:]
    for (index, specification) in specifications.enumerated() {
      guard case .own(let teacher) = specification else { continue }
      let files = TeacherFile(teacher, measurement: measurement, folder: folders.teachers)
      guard FileManager.default.fileExists(atPath: files.trajectory) else { continue }
      opened[index] = try open(files.trajectory, named: teacher.name)
      guard !needsModels || FileManager.default.fileExists(atPath: files.model) else {
        throw ExperimentError.input(
          "\(files.model) is missing: put it back, or remove \(files.trajectory) to train the "
            + "teacher anew.")
      }
    }
    return opened
  }

  /// Makes the folder that own teachers are kept in, so that a place without room for one is found
  /// first.
  func makeFolder() throws {
    let hasOwn = specifications.contains { if case .own = $0 { true } else { false } }
    guard hasOwn else { return }
    try ExperimentFolders.make(
      "\(folders.teachers)/\(measurement.split.dataset)", orNameAnotherBy: "--teachers")
  }

  /// All trajectories in the order of the specification: those that were opened before, own teachers
  /// that left none are trained.
  func gather(_ opened: [Int: Trajectory]) throws -> [Trajectory] {
    try specifications.enumerated().map { index, specification in
      switch specification {
      case .outside(let name, let file): try opened[index] ?? openOutside(name, file)
      case .own(let teacher): try opened[index].map { noted($0, teacher) } ?? taught(teacher)
      }
    }
  }

  private func noted(_ trajectory: Trajectory, _ teacher: OwnTeacher) -> Trajectory {
    progress.log("teacher \(teacher.name): \(trajectory.path ?? "its file") is there already")
    return trajectory
  }

  private func taught(_ teacher: OwnTeacher) throws -> Trajectory {
    let files = TeacherFile(teacher, measurement: measurement, folder: folders.teachers)
    try train(teacher, files)
    return try open(files.trajectory, named: teacher.name)
  }

  /// Trains a teacher, or waits until another run has.
  private func train(_ teacher: OwnTeacher, _ files: TeacherFile) throws {
    if interruption.isRequested { throw ExperimentError.interrupted(run: nil) }
    let lock = try FileLock(files.lock) {
      progress.log("teacher \(teacher.name): another run trains it, waiting")
    } stop: {
      if interruption.isRequested { throw ExperimentError.interrupted(run: nil) }
    }
    try withExtendedLifetime(lock) {
      guard !FileManager.default.fileExists(atPath: files.trajectory) else {
        return progress.log("teacher \(teacher.name): \(files.trajectory) is there now")
      }
      try TeacherLesson(
        teacher: teacher, measurement: measurement, files: files, progress: progress,
        interruption: interruption
      ).run()
    }
  }

  private func openOutside(_ name: String?, _ file: String) throws -> Trajectory {
    try open(folders.find(file, of: measurement.split.dataset, named: "teachers"), named: name)
  }

  private func open(_ path: String, named name: String?) throws -> Trajectory {
    let trajectory = try Trajectory(
      file: path, for: measurement.split, depth: depth, named: name)
    trajectory.warnings.forEach(progress.warn)
    return trajectory
  }
}

// MARK: - Measuring teachers

extension Faculty {
  /// Each teacher's row: own ones by their final weights, outside ones by their last lists.
  func measure(_ trajectories: [Trajectory]) throws -> [ModelResult] {
    try zip(specifications, trajectories).map { specification, trajectory in
      KeptMemory.giveBack()  // that of the training, or of the teacher before
      let name = "teacher.\(trajectory.teacher)"
      guard case .own(let teacher) = specification else {
        return ModelResult(
          name: name, metrics: try metrics(of: trajectory),
          parameters: trajectory.metadata["parameter_count"].flatMap { Int($0) })
      }
      let files = TeacherFile(teacher, measurement: measurement, folder: folders.teachers)
      guard FileManager.default.fileExists(atPath: files.model) else {
        return ModelResult(name: name, metrics: try metrics(of: trajectory))
      }
      let train = measurement.split.train
      let model = try Self.model(teacher, files, train)
      let metrics = try measurement.metrics(of: model) {
        try measurement.ranking(of: model, depth: measurement.depth)
      }
      return ModelResult(
        name: name, metrics: metrics,
        parameters: model.parameterCount, bytes: fileSize(files.model),
        microseconds: try Latency.microseconds(of: model, train: train))
    }
  }

  /// What a teacher can be asked in training.
  func knowledge(_ index: Int, _ trajectory: Trajectory) -> TeacherKnowledge {
    guard case .own(let teacher) = specifications[index] else {
      return TeacherKnowledge(trajectory)
    }
    let files = TeacherFile(teacher, measurement: measurement, folder: folders.teachers)
    // Without the protocol, which may hold the run that holds this.
    return TeacherKnowledge(trajectory) { [train = measurement.split.train] in
      try Self.model(teacher, files, train)
    }
  }

  private static func model(
    _ teacher: OwnTeacher, _ files: TeacherFile, _ train: InteractionMatrix
  ) throws -> any Recommender {
    let model = try RecommenderCatalogue.make(teacher.model, train: train, seed: teacher.seed)
    try ModelFile.load(files.model, into: model)
    return model
  }

  private func metrics(of trajectory: Trajectory) throws -> [Metric] {
    try measurement.metrics(ofCut: trajectory.lists(stage: trajectory.stages - 1))
  }
}
