import Experiments
import Formats
import Foundation
import Testing

/// What a sweep keeps, what it takes for the same run, and the table that comes of it.
@Suite(.serialized) struct StudyTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/study-\(UUID().uuidString)"
  private var study: Study { Study(folder) }

  private func run(
    _ overrides: [String] = [], in path: String = "configs/tiny.lua", _ epochs: JSONValue = 3,
    _ source: String = "return 1"
  ) -> StudyRun {
    StudyRun(
      path: path, overrides: overrides,
      fingerprint: RunFingerprint(
        resolved: ["epochs": epochs], sources: [("curricula/own.lua", source)]))
  }

  /// A record without fingerprint, with one metric of each model.
  private func write(
    _ overrides: [String], seed: Int, _ models: KeyValuePairs<String, Double>,
    protocol name: String = "full"
  ) throws {
    var measured = JSONObject()
    for (model, value) in models { measured[model] = ["test": ["recall@10": .double(value)]] }
    let record: JSONValue = [
      "config": "tiny", "overrides": .array((overrides + ["seed=\(seed)"]).map { .string($0) }),
      "result": [
        "schema": 1, "name": "tiny", "protocol": .string(name), "split_fingerprint": "0",
        "seed": .int(seed), "kernel": "baseline", "best_epoch": 0, "models": .object(measured),
        "seconds": [:], "peak_memory_bytes": 0, "versions": [:],
      ],
    ]
    try AtomicFile.write(record.text(), to: study.file(of: run(overrides + ["seed=\(seed)"])))
  }

  @Test func rowsAreNamedByWhatVariesAndEqualBaselinesAreOne() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (curriculum, dim, seed) in [("a", 4, 0), ("a", 4, 1), ("a", 8, 0), ("b", 4, 1)] {
      try write(
        ["train.epochs=9", "distill.curriculum=\(curriculum)", "student.dim=\(dim)"], seed: seed,
        [
          "none": Double(dim + seed) / 100, "student": Double(1 + 2 * seed) / 10, "ensemble": 0.5,
          "teacher.mf": 0.4,
        ])
    }
    let table = try #require(ResultTable.tables(of: study.records()).first)
    #expect(table.caption == "test, protocol full · mean ± standard deviation over seeds")
    #expect(
      table.rows == [
        ["without distillation, dim=4", "2", "0.0450 ± 0.0071"],
        ["without distillation, curriculum=a dim=8", "1", "0.0800"],
        ["curriculum=a dim=4", "2", "0.2000 ± 0.1414"], ["curriculum=a dim=8", "1", "0.1000"],
        ["curriculum=b dim=4", "1", "0.3000"], ["ensemble", "2", "0.5000"],
      ])
    #expect(table.markdown.contains("| model | seeds | recall@10 |\n| --- | ---: | ---: |\n"))
    try write([], seed: 0, ["student": 0.1], protocol: "other")
    try write([], seed: 1, ["student": 0.1], protocol: "other")
    let other = try #require(ResultTable.tables(of: study.records()).first { $0.rows.count == 1 })
    #expect(other.caption == "test, protocol other · mean ± standard deviation of 2 seeds")
    #expect(other.rows == [["student", "0.1000"]])
  }

  @Test func recordsOfLongOverridesHaveNamesThatFit() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let long = "distill.curriculum={ \"linear\", " + String(repeating: "größer=1, ", count: 40)
    for seed in 0...1 { try write([long], seed: seed, ["student": 0.1]) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 2)
    #expect(names.allSatisfy { $0.hasPrefix("tiny,distill.curriculum=") && $0.utf8.count <= 200 })
    #expect(try study.record(of: run([long, "seed=1"]))?.result.seed == 1)
  }

  @Test func aRecordKeepsTheCurvesOfBaselinesToo() throws {
    var world = SmallWorld("curves")
    world.baselines = [.none, .finalOnly]
    world.remove()
    defer {
      world.remove()
      try? FileManager.default.removeItem(atPath: folder)
    }
    let (finished, run) = (try world.run(), run(["seed=3"]))
    try study.keep(finished, as: run, command: "", commit: "", monitor: "valid.recall@10")
    for model in ["student", "none", "final-only"] {
      func curve(_ path: String) throws -> [Double] {
        try LearningCurve("x=\(path)#\(model)", metric: "test.recall@10").points.map(\.value)
      }
      let kept = try curve(study.file(of: run))
      let whole = try curve(finished.folder.path)
      #expect(kept.count > 2 && kept.count == whole.count)
      #expect(zip(kept, whole).allSatisfy { abs($0 - $1) < 1e-6 })
    }
    let error = #expect(throws: ExperimentError.self) {
      try LearningCurve(study.file(of: run) + "#nine", metric: "test.recall@10")
    }
    #expect(error?.description.contains("no curve of \"nine\"") == true)
  }

  @Test func aRecordOfSomethingElseIsNeverTakenForTheRun() throws {
    var world = SmallWorld("kept")
    world.baselines = []
    world.objective = .bpr
    world.remove()
    defer {
      world.remove()
      try? FileManager.default.removeItem(atPath: folder)
    }
    let first = run(["seed=3"])
    #expect(try StudyStock(study, [first, first], again: false).isDue == [true, false])
    try study.keep(
      world.run(), as: first, command: "", commit: "", monitor: "valid.recall@10")
    for metric in ["valid.recall@10", "test.recall@10"] {
      #expect(try !LearningCurve(study.file(of: first), metric: metric).points.isEmpty)
    }
    #expect(try StudyStock(study, [first], again: false).isDue == [false])

    let others = [
      (run(["seed=3"], in: "else/tiny.lua", 4), "a different config"),
      (run(["seed=3"], 3, "return 2"), "a different curricula/own.lua"),
      (run(["seed=3"], 4, "return 2"), "a different config and a different curricula/own.lua"),
    ]
    for (other, words) in others {
      let error = #expect(throws: ExperimentError.self) {
        try StudyStock(study, [other], again: false)
      }
      let sentence = "\(study.file(of: first)) was made with \(words): run anew what differs"
      #expect(error?.description.hasPrefix(sentence) == true, "\(String(describing: error))")
      #expect(try StudyStock(study, [other], again: true).isDue == [true])
      let twins = #expect(throws: ExperimentError.self) {
        try StudyStock(study, [first, other], again: true)
      }
      #expect(twins?.description.contains("different runs") == true)
    }

    try write([], seed: 5, ["student": 0.1])
    let stock = try StudyStock(study, [first, run(["seed=5"])], again: true)
    #expect(stock.isDue == [false, false])
    #expect(stock.unchecked == [study.file(of: run(["seed=5"]))])
  }
}
