import Distillation
import Evaluation
import Experiments
import Formats
import Foundation
import Interactions
import Recommenders
import Tensors
import Trajectories

/// Two teachers, a student and a curriculum on a world small enough to train in a second.
struct SmallWorld {
  let folder: String
  var name = "small"
  var callbacks: [any Callback] = []
  var memory = MemoryBudget.standard
  var resume: String?
  var epochs = 16
  var consensus: any ConsensusRule = RankConsistencyConsensus()
  var objective: ObjectiveChoice = .distil(HetCompObjective())
  var baselines: [Baseline] = [.none, .ensemble]
  var trainingWithoutDistillation: TrainingSpecification?
  var teachers = SmallWorld.ownTeachers
  var evaluation = FullRanking()
  var monitor = "valid.recall@10"
  var learningRate = 0.02
  var training: TrainingSpecification?
  var top = 20
  /// Epochs between two ticks.
  var every = 2
  let progress = KeptProgress()
  let interruption = Interruption()

  init(_ name: String = UUID().uuidString) {
    folder = FileManager.default.temporaryDirectory.path + "/hetcomp-\(name)"
  }

  static var ownTeachers: [TeacherSpecification] {
    [("wide", 12.0, UInt64(1)), ("narrow", 6.0, 2)].map { name, dim, seed in
      let model = try? ModelSpecification(
        "mf", ["dim": dim, "lr": 0.02, "epochs": 12, "every": 2, "batch": 256])
      return model.map {
        .own(OwnTeacher(name: name, model: $0, seed: seed, stages: .fractionsOfBest(3), depth: 30))
      } ?? .outside(name: nil, file: "none")
    }
  }

  var specification: ExperimentSpecification {
    get throws {
      var world = SyntheticWorld()
      (world.users, world.items, world.groups, world.itemsPerUser) = (90, 130, 5, 14)
      return ExperimentSpecification(
        name: name, seed: 3,
        data: DataSpecification(name: "small-world", source: .synthetic(world)),
        teachers: teachers, student: try ModelSpecification("mf", ["dim": 4]),
        distillation: DistillationSpecification(
          objective: objective, curriculum: GapCurriculum(every: every),
          consensus: consensus, top: top),
        training: training
          ?? TrainingSpecification(
            epochs: epochs, batch: 128, learningRate: .constant(learningRate), patience: 2),
        evaluation: EvaluationSpecification(
          protocol: evaluation, every: 2, monitor: monitor),
        baselines: baselines, trainingWithoutDistillation: trainingWithoutDistillation,
        callbacks: callbacks)
    }
  }

  func experiment(stamp: String = "first") throws -> Experiment {
    Experiment(
      try specification,
      sources: ExperimentSources(
        resolved: ["name": "small"], files: [("small.lua", "-- a config\n")]),
      folders: ExperimentFolders(root: folder),
      options: ExperimentOptions(stamp: stamp, resume: resume, memory: memory),
      progress: progress, interruption: interruption)
  }

  func run(stamp: String = "first") throws -> FinishedRun { try experiment(stamp: stamp).run() }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// The protocol of HetComp, natively; among candidates where some are drawn.
final class FullRanking: EvaluationProtocol {
  let name = "full"
  let summary = "Full ranking; ties by the smaller id."
  let depth = 20
  let candidates: CandidateSampling?
  /// The run is kept, as a protocol written in Lua keeps it.
  private var run: DistillationRun?

  init(among candidates: CandidateSampling? = nil) { self.candidates = candidates }

  func setup(_ run: DistillationRun) { self.run = run }

  func divide(_ data: @escaping () throws -> InteractionList, seed: UInt64) -> Division {
    .recipe("www23")
  }

  func measure(_ view: RankingView) throws -> [Metric] {
    let metrics = try ["recall@10", "recall@20", "ndcg@10"].map(RankingMetric.init)
    return [(HeldOut.valid, HeldOut.test), (.test, .valid)].flatMap { part, other in
      view.measure(metrics, on: part, masking: [other]).map { Metric($0.name, $0.value) }
    }
  }
}

/// HetComp's schedule: on to the next stage once the student has caught up with it.
final class GapCurriculum: Curriculum {
  let name = "gap"
  let every: Int
  private var gap: Tensor?

  init(every: Int = 2) { self.every = every }

  func setup(_ run: DistillationRun) throws { gap = nil }

  func tick(_ run: DistillationRun) throws -> HookVerb? {
    let now = try run.gap(against: run.stages.next(), k: 20)
    guard let reference = gap else {
      gap = now
      return nil
    }
    let ready = try reference.over(now).compare(Tensor(1.01), >) & run.stages.open()
    try run.stages.advance(ready)
    gap = try reference.replacing(ready, with: run.gap(against: run.stages.next(), k: 20))
    if run.epoch >= 10 { run.requestPhase(.rank) }
    return nil
  }

  func savedState() throws -> ParticipantState? {
    ParticipantState(
      values: ["measured": .bool(gap != nil)], tensors: gap.map { [("gap", $0)] } ?? [])
  }

  func restore(_ state: ParticipantState) throws { gap = state.tensors.first?.value }
}

/// Asks to stop after a number of optimiser steps of the student.
final class StopAfter: Callback {
  let name = "stop-after"
  let hooks: Set<Hook> = [.stepEnd]
  private var left: Int
  private let interruption: Interruption

  init(steps: Int, _ interruption: Interruption) {
    left = steps
    self.interruption = interruption
  }

  func call(_ hook: Hook, _ run: DistillationRun) -> HookVerb? {
    left -= 1
    if left == 0 { interruption.request() }
    return nil
  }
}

func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

/// Keeps what is logged, and the warnings.
final class KeptProgress: ProgressSink {
  private(set) var lines: [String] = []
  func show(_ report: ProgressReport) {}
  func finish(task: String) {}
  func log(_ line: String) { lines.append(line) }
  func warn(_ line: String) { lines.append("warning: \(line)") }
}
