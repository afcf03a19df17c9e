import Distillation
import Interactions
import Recommenders
import Tensors
import Trajectories

/// A student after its training, at its best validation.
struct TrainedStudent {
  let name: String
  let model: any EmbeddingModel
  let best: StudentTraining.BestStudent
  /// The epoch after which the last phase began; nil when it never did.
  let phaseEpoch: Int?
  let trainSeconds: Double
  let evaluateSeconds: Double
}

/// Trains the students of a run: the one that is wanted, and those it is compared with.
struct School {
  private let experiment: Experiment
  private let preparation: Preparation
  private let site: TrainingSite
  private let trajectories: [Trajectory]

  init(
    _ experiment: Experiment, _ preparation: Preparation, site: TrainingSite,
    trajectories: [Trajectory]
  ) {
    self.experiment = experiment
    self.preparation = preparation
    self.site = site
    self.trajectories = trajectories
  }

  private var specification: ExperimentSpecification { experiment.specification }

  /// The student of the specification.
  func trainStudent() throws -> TrainedStudent {
    let curriculum = experiment.needsTeachers ? specification.distillation.curriculum : nil
    return try train("student", curriculum, callbacks: specification.callbacks)
  }

  /// The same distillation with every pair at its last stage from the start; its phase changes
  /// after the same epoch as the student's, so that nothing but the curriculum differs.
  func trainFinalOnly(phaseAfter epoch: Int?) throws -> TrainedStudent {
    let every = max(1, epoch ?? specification.training.epochs)
    return try train("final-only", FinalOnly(every: every))
  }

  /// The student trained on the interactions alone, for as many epochs.
  func trainWithoutDistillation() throws -> TrainedStudent {
    let training = specification.trainingWithoutDistillation
    let student = try experiment.studentSpecification(training)
    let model = try experiment.makeStudent(student, preparation.split)
    let run = makeRun(trajectories: [])
    return try finish(
      StudentTraining(
        name: "none", site: site, training: training, model: model, lesson: OwnLesson(model),
        run: run, curriculum: nil,
        participants: participants(nil, [], training: training, distils: false)))
  }

  private func train(
    _ name: String, _ curriculum: (any Curriculum)?, callbacks: [any Callback] = []
  ) throws -> TrainedStudent {
    let model = try experiment.makeStudent(preparation.student, preparation.split)
    let run = makeRun(trajectories: trajectories)
    return try finish(
      StudentTraining(
        name: name, site: site, training: specification.training, model: model,
        lesson: try lesson(model, run), run: run, curriculum: curriculum, callbacks: callbacks,
        participants: participants(curriculum, callbacks, training: specification.training)))
  }

  private func finish(_ training: StudentTraining) throws -> TrainedStudent {
    let best = try training.train()
    return TrainedStudent(
      name: training.name, model: training.model, best: best, phaseEpoch: training.phaseEpoch,
      trainSeconds: training.trainSeconds, evaluateSeconds: training.evaluateSeconds)
  }

  private func makeRun(trajectories: [Trajectory]) -> DistillationRun {
    let run = DistillationRun(
      name: specification.name, seed: specification.seed, trajectories: trajectories,
      teachers: trajectories.map(\.teacher),
      users: preparation.split.userCount, items: preparation.split.itemCount,
      epochs: specification.training.epochs, material: material(trajectories),
      progress: site.progress)
    run.keepsakes = FolderKeepsakes(site.folder, preparation.student)
    return run
  }

  private func material(_ trajectories: [Trajectory]) -> RunMaterial {
    RunMaterial(
      train: preparation.split.train,
      teachers: trajectories.indices.map { preparation.faculty.knowledge($0, trajectories[$0]) })
  }

  private func lesson(
    _ model: any EmbeddingModel, _ run: DistillationRun
  ) throws -> any Lesson {
    guard case .distil(let objective) = specification.distillation.objective,
      !trajectories.isEmpty
    else { return OwnLesson(model) }
    let train = preparation.split.train
    let empty = IndexTensor(
      repeating: -1, shape: [train.userCount, specification.distillation.top])
    return DistillationLesson(
      student: model, objective: objective,
      batches: UserBatches(
        train, size: specification.training.batch,
        sampling: specification.distillation.sampling, seed: specification.seed),
      consensus: try specification.distillation.consensus(of: trajectories),
      targets: try Targets(train: train, positives: positives(), lists: empty), run: run)
  }

  private func positives() -> Positives {
    let distillation = specification.distillation
    let all: Positives
    if let given = preparation.positives ?? Positives(consensusOf: trajectories) {
      all = given
    } else {
      site.progress.warn(
        "No teacher recorded an order of the training items: they are taken in the data's order.")
      all = Positives(trainOrderOf: preparation.split.train)
    }
    let count = distillation.positivesCount
    return distillation.repeatsPositives
      ? all.repeatedCyclically(to: count) : all.cut(to: count)
  }

  /// Everyone with a say, in a fixed order.
  private func participants(
    _ curriculum: (any Curriculum)?, _ callbacks: [any Callback], training: TrainingSpecification,
    distils: Bool = true
  ) -> [any RunParticipant] {
    var all: [any RunParticipant] = []
    if let curriculum { all.append(curriculum) }
    all.append(specification.evaluation.protocol)
    all += training.schedules
    if distils, case .distil(let objective) = specification.distillation.objective {
      if let objective = objective as? any RunParticipant { all.append(objective) }
      if let rule = specification.distillation.consensus as? any RunParticipant { all.append(rule) }
    }
    return all + callbacks
  }
}

// MARK: - Ensemble

extension School {
  /// The last stages of all teachers, merged as at the end of the training before it.
  func measureEnsemble(_ teachers: [ModelResult]) throws -> ModelResult {
    try preparation.measurement.ensemble(
      of: specification.distillation.consensus(of: trajectories), teachers)
  }
}
