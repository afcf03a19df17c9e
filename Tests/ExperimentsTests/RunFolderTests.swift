import Experiments
import Formats
import Foundation
import Recommenders
import Tensors
import Testing
import Trajectories

/// What a finished run leaves behind, and what a refused one does not.
@Suite(.serialized) struct RunFolderTests {
  @Test func aFinishedRunIsComplete() throws {
    var world = SmallWorld("complete")
    world.baselines = [.none, .ensemble, .finalOnly]
    world.remove()
    defer { world.remove() }
    let finished = try world.run()
    let names = try FileManager.default.subpathsOfDirectory(atPath: finished.folder.path)
    for name in [
      "config/small.lua", "config/SHA256SUMS", "config.json", "metrics.jsonl", "timings.jsonl",
      "result.json", "student.safetensors", "report.html", "checkpoint/student.safetensors",
      "log.txt", "data.json",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.contains { $0.hasPrefix("events.out.tfevents.") })
    #expect(!names.contains { $0.hasSuffix(".partial") || $0.hasSuffix(".lock") })
    #expect(
      finished.result.models.map(\.name) == [
        "none", "final-only", "student", "ensemble", "teacher.wide", "teacher.narrow",
      ])
    try check(JSONValue(file: finished.folder.file("result.json")), finished)
    try check(report: String(contentsOfFile: finished.folder.file("report.html"), encoding: .utf8))
  }

  @Test func withoutDistillationTheStudentTrainsByTheBaselinesNumbers() throws {
    var world = SmallWorld("tuned")
    var alone = SmallWorld("alone")
    let own = TrainingSpecification(
      epochs: world.epochs, batch: 32, learningRate: .constant(0.05), patience: 7)
    (world.baselines, world.trainingWithoutDistillation) = ([.none], own)
    (alone.objective, alone.training) = (.bpr, own)
    world.remove()
    alone.remove()
    defer {
      world.remove()
      alone.remove()
    }
    let tuned = try #require(try world.run().result.models.first { $0.name == "none" })
    let student = try #require(try alone.run().result.models.first { $0.name == "student" })
    #expect(tuned.metrics == student.metrics)
  }

  private func check(_ json: JSONValue, _ finished: FinishedRun) throws {
    #expect(json["schema"]?.int == 1)
    #expect(
      json.object?.keys == [
        "schema", "name", "protocol", "split_fingerprint", "evaluation_fingerprint", "seed",
        "kernel", "best_epoch", "models",
        "seconds", "peak_memory_bytes", "versions",
      ])
    #expect(json["seconds"]?.object?.keys == ["teachers", "distill", "evaluate", "total"])
    let student = try #require(json["models"]?["student"])
    #expect(student["parameters"]?.int == (90 + 130) * 4)
    #expect(try #require(student["bytes"]?.int) > 4 * (90 + 130) * 4)
    #expect(try #require(student["us_per_recommendation"]?.double) > 0)
    #expect(try #require(student["test"]?["recall@10"]?.double) > 0)
    let ensemble = try #require(json["models"]?["ensemble"])
    #expect(ensemble["parameters"]?.int == (90 + 130) * 18)
    #expect(try RunResult(file: finished.folder.file("result.json")) == finished.result)
    let best = try #require(json["best_epoch"]?.int)
    let line = try #require(
      String(contentsOfFile: finished.folder.file("metrics.jsonl"), encoding: .utf8)
        .split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        .first { $0["model"] == "student" && $0["epoch"]?.int == best })
    #expect(line["test.recall@10"] == student["test"]?["recall@10"])
  }

  private func check(report: String) {
    for external in ["src=", "href=", "@import", "url(", "http:", "https:"] {
      #expect(!report.contains(external), "\(external)")
    }
    for content in ["<svg", "rank phase", "prefers-color-scheme: dark", "class=\"student\""] {
      #expect(report.contains(content), "\(content)")
    }
  }

  @Test func refusedInputLeavesNothing() throws {
    var wrong = SmallWorld("refused")
    wrong.remove()
    defer { wrong.remove() }
    wrong.monitor = "valid.recall@7"
    try expectInput(wrong, naming: "valid.recall@7")
    wrong.monitor = "valid.recall@10"
    wrong.teachers = [.outside(name: nil, file: "nowhere.safetensors")]
    try expectInput(wrong, naming: "nowhere.safetensors")
    wrong.teachers = []
    try expectInput(wrong, naming: "teachers")
    #expect(!FileManager.default.fileExists(atPath: wrong.folder))
  }

  @Test func anOutsideTeacherHasOneNameEverywhere() throws {
    var world = SmallWorld("outside")
    world.remove()
    defer { world.remove() }
    let taught = try world.experiment().teach()
    let own = world.teachers[0]
    world.teachers = [own, .outside(name: nil, file: taught[0])]
    try expectInput(world, naming: "two are called \"wide\"; give one of them name = ")
    world.teachers = [own, .outside(name: "other", file: taught[0])]
    let rule = AskingRule()
    world.consensus = rule
    let measured = try world.experiment().measureTeachers()
    #expect(measured.models.map(\.name) == ["teacher.wide", "teacher.other", "ensemble"])
    #expect(rule.teachers == ["wide", "other"])
  }

  private func expectInput(_ world: SmallWorld, naming part: String) throws {
    let error = #expect(throws: ExperimentError.self) { try world.run() }
    #expect(error?.exitCode == 2)
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  @Test func withoutTeachersTheStudentStillTrains() throws {
    var world = SmallWorld("bpr")
    world.objective = .bpr
    world.remove()
    defer { world.remove() }
    let finished = try world.run()
    #expect(finished.result.models.map(\.name) == ["student"])
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/Teachers"))
    #expect(finished.table.text(width: 60).split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test func nothingOfARunOutlivesIt() throws {
    weak var kept: FullRanking?
    do {
      var world = SmallWorld()
      defer { world.remove() }
      world.evaluation = FullRanking()
      kept = world.evaluation
      _ = try world.run()
    }
    #expect(kept == nil)
  }

  @Test func theLogSaysWhyTrainingEndedAndThatACurriculumIsIdle() throws {
    var world = SmallWorld("idle")
    (world.every, world.learningRate, world.baselines) = (40, 0, [])
    world.remove()
    defer { world.remove() }
    _ = try world.run()
    let log = world.progress.lines.joined(separator: "\n")
    for words in [
      "warning: The curriculum \"gap\" never ticks: its first tick comes after epoch 40, and with "
        + "train.epochs = 16 the last is epoch 15",
      "student: stopped after epoch 10, 2 evaluations without a better valid.recall@10 (best 0.",
      " at epoch 0)",
    ] { #expect(log.contains(words), "\(log)") }
  }

  @Test func theEnsemblesRuleMayStillAskTheStudent() throws {
    var world = SmallWorld("asking")
    let rule = AskingRule()
    (world.consensus, world.baselines) = (rule, [.ensemble])
    world.remove()
    defer { world.remove() }
    let finished = try world.run()
    let student = try StoredStudent(of: finished.folder, world.experiment())
    let ranking = try CatalogueRanking(
      of: student.model, excluding: student.split.train, maskable: [], depth: 10)
    #expect(rule.lists == ranking.lists(k: 10).values)
    #expect(throws: ExperimentError.self) { try rule.run?.top(Int.max) }
  }

  @Test func aFailingHookKeepsTheCheckpointAndItsExitCode() throws {
    var world = SmallWorld("hook")
    let folder = world.folder + "/runs/small/first/checkpoint"
    world.callbacks = [Failing(obstacle: folder + "/seconds.json")]
    world.baselines = []
    world.remove()
    defer { world.remove() }
    #expect(throws: ExperimentError.pluginFailed("failing.lua:1: no")) { try world.run() }
    #expect(FileManager.default.fileExists(atPath: folder + "/student.safetensors"))
    for later in ["failing.lua:2: nor here", "seconds.json cannot be written"] {
      let warnings = world.progress.lines.filter { $0.hasPrefix("warning: ") }
      #expect(warnings.contains { $0.contains(later) }, "\(warnings)")
    }
  }
}

/// A plugin that fails at its second evaluation, and again when it is told so, and leaves a folder
/// in the place of a file that the run is about to write.
private final class Failing: Callback {
  let name = "failing"
  let hooks: Set<Hook> = [.evaluate, .error]
  private let obstacle: String

  init(obstacle: String) { self.obstacle = obstacle }

  func call(_ hook: Hook, _ run: DistillationRun) throws -> HookVerb? {
    if hook == .error {
      try FileManager.default.createDirectory(
        atPath: obstacle + "/full", withIntermediateDirectories: true)
      throw ExperimentError.pluginFailed("failing.lua:2: nor here")
    }
    if run.epoch > 0 { throw ExperimentError.pluginFailed("failing.lua:1: no") }
    return nil
  }
}

/// By rank alone; notes whom it weighs, and looks at the student's lists whenever it is asked for its
/// numbers.
private final class AskingRule: ConsensusRule, RunParticipant {
  private(set) var lists: [Int32] = []
  private(set) var teachers: [String] = []
  private(set) var run: DistillationRun?

  func setup(_ run: DistillationRun) { self.run = run }

  func numbers() -> [Double] {
    lists = (try? run?.top(10))?.values ?? []
    return []
  }

  func weight(teacher: String) -> Float {
    teachers.append(teacher)
    return 1
  }

  func importance(rank: Tensor, deviation: Tensor?) throws -> Tensor {
    try RankConsensus().importance(rank: rank, deviation: deviation)
  }
}
