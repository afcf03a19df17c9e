import Formats
import Recommenders
import Tensors
import Trajectories

/// Everything that decides an experiment's result, complete and typed.
public struct ExperimentSpecification {
  /// The name of the experiment and of its folder among the runs.
  public var name: String
  /// The student's seed.
  public var seed: UInt64
  /// Which interactions, and how they are split.
  public var data: DataSpecification
  /// Whose knowledge is distilled, in this order; may be empty when the objective is `bpr`.
  public var teachers: [TeacherSpecification]
  /// The model that is distilled into; it must have embeddings.
  public var student: ModelSpecification
  /// What is taught, and how.
  public var distillation: DistillationSpecification
  /// How long and by which steps the student trains.
  public var training: TrainingSpecification
  /// How models are measured.
  public var evaluation: EvaluationSpecification
  /// What the student is compared with.
  public var baselines: [Baseline]
  /// How ``Baseline/none`` trains; BPR may want other steps than a distillation.
  public var trainingWithoutDistillation: TrainingSpecification
  /// Who watches.
  public var callbacks: [any Callback]

  /// An experiment of these parts.
  public init(
    name: String, seed: UInt64, data: DataSpecification, teachers: [TeacherSpecification],
    student: ModelSpecification, distillation: DistillationSpecification,
    training: TrainingSpecification, evaluation: EvaluationSpecification,
    baselines: [Baseline] = [.none, .ensemble],
    trainingWithoutDistillation: TrainingSpecification? = nil, callbacks: [any Callback] = []
  ) {
    self.name = name
    self.seed = seed
    self.data = data
    self.teachers = teachers
    self.student = student
    self.distillation = distillation
    self.training = training
    self.evaluation = evaluation
    self.baselines = baselines
    self.trainingWithoutDistillation = trainingWithoutDistillation ?? training
    self.callbacks = callbacks
  }
}

/// What the student is compared with; the raw value names it in configs and results.
public enum Baseline: String, CaseIterable, Sendable {
  /// The student trained by BPR on the interactions alone, for as many epochs.
  case none
  /// The last stages of all teachers, merged by the consensus.
  case ensemble
  /// The same distillation with every pair at its last stage from the start.
  case finalOnly = "final-only"
}

/// What takes the student's steps; the raw value names it in configs.
public enum OptimizerKind: String, CaseIterable, Sendable {
  /// ``Adam`` with dense L2 decay, as published.
  case adam
  /// ``StochasticGradientDescent`` with dense L2 decay.
  case sgd

  /// An optimiser that is told its step size and decay before its first step.
  func make(_ parameters: [Parameter]) -> any Optimizer {
    switch self {
    case .adam: Adam(parameters)
    case .sgd: StochasticGradientDescent(parameters, learningRate: 0)
    }
  }
}

/// How long and by which steps the student trains.
public struct TrainingSpecification {
  /// The most epochs.
  public var epochs: Int
  /// Interactions a mini-batch.
  public var batch: Int
  /// What takes the steps.
  public var optimizer: OptimizerKind
  /// The step size.
  public var learningRate: ScheduledNumber
  /// The L2 decay, added to every row's gradient.
  public var decay: ScheduledNumber
  /// Evaluations without a better monitored metric before training stops.
  public var patience: Int

  /// A budget and steps of these values.
  public init(
    epochs: Int = 1000, batch: Int = 1024, optimizer: OptimizerKind = .adam,
    learningRate: ScheduledNumber = .constant(1e-3), decay: ScheduledNumber = .constant(1e-5),
    patience: Int = 5
  ) {
    self.epochs = epochs
    self.batch = batch
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.decay = decay
    self.patience = patience
  }

  /// What must be set up before the first epoch and kept in checkpoints.
  var schedules: [any Schedule] { [learningRate, decay].compactMap(\.schedule) }
}

/// How models are measured.
public struct EvaluationSpecification {
  /// Split, masks, candidates, metrics and aggregation under one name.
  public var `protocol`: any EvaluationProtocol
  /// An evaluation comes after epoch e, counted from 0, when e is a multiple of this.
  public var every: Int
  /// The metric that chooses the best epoch, such as `valid.recall@50`.
  public var monitor: String

  /// An evaluation of these values.
  public init(`protocol`: any EvaluationProtocol, every: Int = 10, monitor: String) {
    self.protocol = `protocol`
    self.every = every
    self.monitor = monitor
  }
}
