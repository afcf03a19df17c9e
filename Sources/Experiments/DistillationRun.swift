import Distillation
import Recommenders
import Tensors
import Trajectories

/// What a curriculum and every other participant sees of a run, and the levers it may pull.
public final class DistillationRun {
  /// The experiment's name.
  public let name: String
  /// The student's seed.
  public let seed: UInt64
  /// The teachers' names in the order of the stage table's rows.
  public let teachers: [String]
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// The epoch budget.
  public let epochs: Int
  /// The present epoch, counted from 0.
  public internal(set) var epoch = 0
  /// The step of the epoch that is being taken, counted from 0; 0 between two epochs.
  public internal(set) var step = 0
  /// Which part of the objective is in use.
  public internal(set) var phase = Phase.overall
  /// Which stage each (teacher, user) pair is shown; target lists follow after the tick.
  public var stages: StageTable
  /// The latest evaluation; empty before the first.
  public internal(set) var metrics: [Metric] = []
  /// The loss of the last epoch, a mean over its mini-batches; nil during the first.
  public internal(set) var loss: Double?
  /// The numbers that schedules gave this epoch, by the key of the config.
  var numbers: [String: Double] = [:]
  /// The error that ends the run, within the hook `on_error`.
  public internal(set) var failure: String?
  /// Ranks the catalogue for every user, to a depth; set while a student trains.
  var rank: ((Int) throws -> CatalogueRanking)?
  private var fresh: (ranking: CatalogueRanking, depth: Int)?
  /// What participants may look up: data, teachers, the student as it is now.
  public let material: RunMaterial?
  /// Where files are left; nil where nothing is kept.
  public internal(set) var keepsakes: (any RunKeepsakes)?
  private let trajectories: [Trajectory]
  var requestedPhase: Phase?
  let progress: any ProgressSink

  init(
    name: String, seed: UInt64, trajectories: [Trajectory], teachers: [String], users: Int,
    items: Int, epochs: Int, material: RunMaterial? = nil, progress: any ProgressSink
  ) {
    self.name = name
    self.seed = seed
    self.teachers = teachers
    self.users = users
    self.items = items
    self.epochs = epochs
    self.trajectories = trajectories
    self.material = material
    stages = StageTable(users: users, lastStages: trajectories.map { $0.stages - 1 })
    self.progress = progress
  }

  /// Asks for a change of phase; it takes effect after the present tick or epoch.
  public func requestPhase(_ phase: Phase) { requestedPhase = phase }

  /// Keeps the present number of a schedule, which `timings.jsonl` will show.
  public func note(_ number: Double, of key: String) { numbers[key] = number }

  /// Keeps a line in the run's log.
  public func log(_ line: String) { progress.log(line) }

  /// Keeps a line of a plugin in the run's log.
  public func log(_ line: String, by plugin: String) {
    progress.log(line, epoch: epoch, by: plugin)
  }

  /// The student's discrepancy D@K from what `stages` names. *Shape:* [teachers, users], in 0…1.
  ///
  /// - Parameters:
  ///   - k: how many items of each list are compared.
  ///   - gain: whose rank of an item decides what finding it is worth.
  ///   - digits: decimal digits to round to, as the published code does; nil keeps all.
  /// - Throws: when no rankings of the student are at hand, or the shapes do not fit.
  public func gap(
    against stages: StageTable, k: Int = 50, gain: Discrepancy.Gain = .teacher, digits: Int? = nil
  ) throws -> Tensor {
    let lists = try top(k)  // refuses a k that no discrepancy could be made of
    return try Discrepancy(k: k, gain: gain, digits: digits)
      .gap(student: lists, trajectories: trajectories, stages: stages)
  }

  /// The student's best items of every user, without training items; ranked anew after a step.
  /// *Shape* [users, k], −1 pads.
  /// - Throws: when no rankings of the student are at hand, or the catalogue has fewer than k items.
  public func top(_ k: Int) throws -> IndexTensor {
    guard k <= items else {
      throw ExperimentError.failed(
        "The student's \(k) best items were asked for; the catalogue has \(items): lower k.")
    }
    return try ranking(depth: k).lists(k: k)
  }

  /// The student's rankings as it is now, at least `depth` items a user without training items.
  func ranking(depth: Int) throws -> CatalogueRanking {
    if let fresh, fresh.depth >= depth { return fresh.ranking }
    guard let rank else {
      throw ExperimentError.failed("The student's rankings were asked for before it was made.")
    }
    let ranking = try rank(depth)
    fresh = (ranking, depth)
    return ranking
  }

  /// The student is about to change.
  func forgetRankings() { fresh = nil }

  func takeRequestedPhase() -> Phase? {
    defer { requestedPhase = nil }
    return requestedPhase
  }
}
