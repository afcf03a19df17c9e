import Distillation
import Evaluation
import Interactions
import Recommenders
import Tensors
import Trajectories

/// A tiny run that stands still: what a plugin can be tried on without a training.
///
/// Teachers whose stages come ever nearer to the planted tastes; and a student whose score of every
/// (user, item) pair can be set: the items' embeddings are the unit vectors, so a user's embedding is
/// its row of scores.
public final class Rehearsal {
  /// The world's split, by the recipe `www23`.
  public let split: Split
  /// What the teachers recorded.
  public let trajectories: [Trajectory]
  /// The student, a matrix factorisation as wide as the catalogue.
  public let student: any EmbeddingModel
  /// What hooks are given.
  public let run: DistillationRun
  /// The lines that hooks logged.
  public var lines: [String] { sink.lines }
  /// The phase that hooks asked for since the last turn.
  public var requestedPhase: Phase? { run.requestedPhase }

  /// What hooks wrote, by name; a student that was saved is an empty text.
  public var written: [String: String] { shelf.texts }

  /// Is told every line that hooks log.
  public var onLine: (String) -> Void {
    get { sink.onLine }
    set { sink.onLine = newValue }
  }

  /// How many items the teachers list for a user, at most.
  private static let depth = 50
  private let sink = LineSink()
  private let shelf = TextShelf()

  /// A world of planted tastes and a run at epoch 0.
  /// - Throws: when the numbers cannot make a world.
  public init(
    users: Int = 40, items: Int = 60, teachers: [String] = ["first", "second"], stages: Int = 3,
    epochs: Int = 100, seed: UInt64 = 0
  ) throws {
    var world = SyntheticWorld()
    (world.users, world.items, world.groups, world.itemsPerUser) = (users, items, 4, 12)
    split = try Split.www23(world.interactions(seed: seed), dataset: "tiny", seed: seed)
    let train = split.train
    student = try Self.scoreTable(train, seed: seed)
    let tastes = RehearsalTastes(world, split)
    trajectories = try teachers.indices.map { index in
      try tastes.trajectory(
        teachers[index], index, stages: stages, depth: min(Self.depth, items), seed: seed)
    }
    run = DistillationRun(
      name: "tiny", seed: seed, trajectories: trajectories, teachers: teachers,
      users: train.userCount, items: train.itemCount, epochs: epochs,
      material: RunMaterial(
        train: split.train,
        teachers: trajectories.map { trajectory in
          TeacherKnowledge(trajectory) {
            try RecommenderCatalogue.make(
              ModelSpecification("mf", ["dim": 6]), train: train, seed: seed + 1)
          }
        },
        student: student),
      progress: sink)
    run.keepsakes = shelf
    run.rank = { [split, student] depth in
      try CatalogueRanking(of: student, excluding: split.train, maskable: [], depth: depth)
    }
  }

  private static func scoreTable(
    _ train: InteractionMatrix, seed: UInt64
  ) throws -> any EmbeddingModel {
    let width = train.itemCount
    let made = try RecommenderCatalogue.make(
      ModelSpecification("mf", ["dim": Double(width)]), train: train, seed: seed)
    guard let model = made as? any EmbeddingModel else {
      preconditionFailure("matrix factorisation has embeddings")
    }
    let identity = Tensor(shape: [width, width]) { span in
      for i in 0..<width { span[i * width + i] = 1 }
    }
    try model.parameters[1].assign(identity)
    return model
  }
}

// MARK: - Turning the stage

extension Rehearsal {
  /// The epoch that hooks see from now on.
  public func turn(to epoch: Int) {
    run.epoch = epoch
    run.requestedPhase = nil
  }

  /// The phase that hooks see from now on.
  public func enter(_ phase: Phase) { run.phase = phase }

  /// What the latest evaluation measured, as hooks see it from now on.
  public func publish(_ metrics: [Metric]) { run.metrics = metrics }

  /// The last epoch's loss, as hooks see it from now on.
  public func publish(loss: Double?) { run.loss = loss }

  /// Sets the student's scores. *Shape:* [users, items].
  public func score(_ scores: Tensor) throws {
    try student.parameters[0].assign(scores)
    run.forgetRankings()
  }

  /// Makes the student rank as a teacher does at a stage.
  public func imitate(teacher: Int, stage: Int) throws {
    let (lists, items) = (trajectories[teacher].lists(stage: stage), run.items)
    try score(
      Tensor(shape: [run.users, items]) { span in
        for user in 0..<run.users {
          for place in 0..<lists.shape[1] where lists[user, place] >= 0 {
            span[user * items + Int(lists[user, place])] = Float(lists.shape[1] - place)
          }
        }
      })
  }

  /// Shows every user the teachers' consensus at the stages of now, by rank alone, as an epoch of one
  /// step would.
  public func showTargets() throws -> Targets {
    let train = split.train
    let lists = try Consensus(trajectories, rule: RankConsensus(), depth: trajectories[0].depth)
      .targets(run.stages)
    let targets = try Targets(
      train: train, positives: Positives(trainOrderOf: train).cut(to: 10), lists: lists)
    run.material?.begin(epoch: run.epoch, steps: 1, targets: targets)
    return targets
  }

  /// NDCG of the student's lists against the target lists, a mean over users.
  public func likenessToTargets() throws -> Double {
    let targets = try showTargets().lists
    let k = targets.shape[1]
    let (found, discrepancy) = (try run.top(k), Discrepancy(k: k))
    let gaps = (0..<run.users).map { user in
      discrepancy(student: found.row(user).values, teacher: targets.row(user).values)
    }
    return 1 - gaps.reduce(0, +) / Double(run.users)
  }

  /// Trains the student's scores, and other `weights` with them, for some epochs of one step.
  /// - Parameter loss: what a step makes less.
  public func train(
    epochs: Int, weights: [Parameter] = [], _ loss: () throws -> Tensor
  ) throws {
    let optimizer = Adam([student.parameters[0]] + weights, learningRate: 0.1)
    for _ in 0..<epochs {
      turn(to: run.epoch + 1)
      try loss().backward()
      optimizer.step()
      run.forgetRankings()
    }
  }

  /// The student's rankings as a protocol is given them.
  public func view(depth: Int) throws -> RankingView {
    try RankingView(of: student, on: split, depth: depth)
  }
}

/// Keeps what is written.
private final class TextShelf: RunKeepsakes {
  var texts: [String: String] = [:]
  func write(_ text: String, to name: String) { texts[name] = text }
  func save(_ student: any EmbeddingModel, as name: String) { texts[name] = "" }
  func renew(_ files: [(name: String, text: String)], epoch: Int) {}
}

/// Keeps what is logged.
private final class LineSink: ProgressSink {
  var lines: [String] = []
  var onLine: (String) -> Void = { _ in }
  func show(_ report: ProgressReport) {}
  func finish(task: String) {}
  func log(_ line: String) {
    lines.append(line)
    onLine(line)
  }
  func log(_ line: String, epoch: Int, by plugin: String) { log(line) }
  func warn(_ line: String) { log("warning: \(line)") }
}
