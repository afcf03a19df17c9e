import Distillation
import Evaluation
import Foundation
import Interactions
import Recommenders
import Tensors
import Testing
import Trajectories

/// Trains the published way on real trajectories, with the pool's mass by subtraction or over its own
/// items, and prints a line an evaluation. Runs only when asked for:
/// `HETCOMP_STUDY=subtracting` or `HETCOMP_STUDY=explicit`, with `HETCOMP_STUDY_EPOCHS`,
/// `HETCOMP_STUDY_SEED` and `HETCOMP_STUDY_OUT` (a file to append to) if wanted.
@Suite(.enabled(if: Study.variant != nil)) struct SubtractionStudy {
  private static let shared =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    + "/../shared"

  @Test func train() throws {
    let data = Self.shared + "/data/citeulike/split-www23-seed0"
    let split = try Split.given(
      train: [data + "/train.txt"], valid: [data + "/valid.txt"], test: [data + "/test.txt"],
      as: .lightGCN, dataset: "citeulike")
    let folder = Self.shared + "/trajectories/citeulike"
    let teachers = try ["MF", "ML", "DL", "GNN", "AE", "I-AE"].map {
      try Trajectory(file: "\(folder)/\($0).safetensors", for: split, depth: 100)
    }
    let positives = try Positives(file: folder + "/positives.txt", train: split.train)
    let seed = UInt64(Study.environment["HETCOMP_STUDY_SEED"] ?? "") ?? 0
    let epochs = Int(Study.environment["HETCOMP_STUDY_EPOCHS"] ?? "") ?? 200
    let student = MatrixFactorization(
      train: split.train, dim: 6, batch: 1024, negatives: 1, seed: seed)
    let consensus = try Consensus(teachers, rule: RankConsensus())
    var schedule = PublishedSchedule(teachers: teachers)
    let targets = try Targets(
      train: split.train, positives: positives.repeatedCyclically(to: 10),
      lists: consensus.targets(schedule.stages))
    let objective: any Objective =
      Study.variant == "subtracting" ? SubtractingReference() : HetCompObjective()
    let optimizer = Adam(student.parameters, learningRate: 1e-3, decay: 1e-5)
    let batches = UserBatches(split.train, size: 1024, seed: seed)
    var phase = Phase.overall
    for epoch in 0..<epochs {
      let start = ContinuousClock.now
      var total = 0.0
      for users in batches.users(epoch: epoch) {
        let loss = try objective.loss(targets.batch(users), student: student, phase: phase)
        try loss.backward()
        optimizer.step()
        total += Double(loss.scalar)
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      guard epoch.isMultiple(of: 10) else { continue }
      let ranking = try CatalogueRanking(
        of: student, excluding: split.train, maskable: [split.valid, split.test], depth: 50)
      if phase == .overall, epoch >= 10 {
        try schedule.tick(epoch: epoch, student: ranking.lists(k: 50))
        try targets.show(consensus.targets(schedule.stages))
        if PhaseSwitch.roundedMeans.isDue(at: schedule.stages, epoch: epoch) { phase = .rank }
      }
      let mean = total / Double(batches.count)
      try report(epoch, phase, mean, seconds, schedule.stages, ranking, split)
    }
  }

  private func report(
    _ epoch: Int, _ phase: Phase, _ loss: Double, _ seconds: Double, _ stages: StageTable,
    _ ranking: CatalogueRanking, _ split: Split
  ) throws {
    let metrics = [RankingMetric(.recall, at: 50), RankingMetric(.ndcg, at: 50)]
    let values = [(HeldOut.valid, split.test), (.test, split.valid)].flatMap { part, mask in
      RankedLists.means(
        metrics, lists: ranking.lists(masking: [mask], k: 50), relevant: split[part],
        users: split.evaluatedUsers)
    }
    let stage = stages.meanStages.reduce(0, +)
    let numbers = ([loss, stage] + values + [seconds]).map { String(format: "%.4f", $0) }
    let line = "\(Study.variant ?? "") \(epoch) \(phase) " + numbers.joined(separator: " ")
    print(line)
    guard let path = Study.environment["HETCOMP_STUDY_OUT"] else { return }
    let old = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try (old + line + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}

/// The published curriculum: rounded gaps from the student's positions, advance on regression too.
struct PublishedSchedule {
  private(set) var stages: StageTable
  private var last: Tensor?
  private let teachers: [Trajectory]
  private let discrepancy = Discrepancy(k: 50, gain: .student, digits: 4)

  init(teachers: [Trajectory]) {
    self.teachers = teachers
    stages = StageTable(of: teachers)
  }

  mutating func tick(epoch: Int, student: IndexTensor) throws {
    let gap = try discrepancy.gap(student: student, trajectories: teachers, stages: stages.next())
    guard let last else {
      self.last = gap
      return
    }
    let ratio = try Tensor(zip(last.values, gap.values).map { $0 / $1 }, shape: gap.shape)
    let threshold = Tensor(Float(1.05 * pow(0.995, Double(epoch / 10))))
    let moved =
      try (ratio.compare(threshold, >) | ratio.compare(Tensor(1), <)) & stages.open()
    try stages.advance(moved)
    let next = try discrepancy.gap(student: student, trajectories: teachers, stages: stages.next())
    self.last = try last.replacing(moved, with: next)
  }
}

/// What is asked for by environment variables.
enum Study {
  static let environment = ProcessInfo.processInfo.environment
  static var variant: String? {
    environment["HETCOMP_STUDY"].flatMap { ["subtracting", "explicit"].contains($0) ? $0 : nil }
  }
}
