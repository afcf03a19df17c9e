import Distillation
import Recommenders
import Tensors
import Trajectories

/// What teachers know, at the stages shown now: target lists for mini-batches of users.
final class DistillationLesson: Lesson {
  private let student: any EmbeddingModel
  private let objective: any Objective
  private let batches: UserBatches
  private let consensus: Consensus
  private let targets: Targets
  private let run: DistillationRun
  private var shown: (stages: StageTable, numbers: [Double])?
  private var users: [[Int32]] = []

  init(
    student: any EmbeddingModel, objective: any Objective, batches: UserBatches,
    consensus: Consensus, targets: Targets, run: DistillationRun
  ) {
    self.student = student
    self.objective = objective
    self.batches = batches
    self.consensus = consensus
    self.targets = targets
    self.run = run
  }

  var steps: Int { batches.count }

  /// Draws the epoch's users, and shows new targets where stages or the consensus have changed.
  func begin(epoch: Int) throws {
    users = batches.users(epoch: epoch)
    run.material?.begin(epoch: epoch, steps: steps, targets: targets)
    let now = (stages: run.stages, numbers: try consensus.rule.numbers())
    guard shown.map({ $0 != now }) ?? true else { return }
    shown = now
    try targets.show(consensus.targets(run.stages))
  }

  func loss(step: Int) throws -> Tensor {
    try objective.loss(targets.batch(users[step]), student: student, phase: run.phase)
  }

  func blame(_ error: any Error) -> any Error { objective.blame(error) }
}
