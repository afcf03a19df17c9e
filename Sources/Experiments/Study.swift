import Formats
import Foundation

/// A folder of small records, one a run, that a sweep fills and skips what is there.
///
/// Each record says what was run and what came of it, so that a table can be made again without the
/// runs themselves.
public struct Study: Sendable {
  /// The folder.
  public let path: String

  /// The study in a folder, which need not exist yet.
  public init(_ path: String) { self.path = path }

  /// Where the record of a combination of a config stands.
  public func file(config: String, _ combination: SweepPlan.Combination) -> String {
    "\(path)/\(config),\(combination.label).json"
  }

  /// Whether a combination has been run.
  public func has(config: String, _ combination: SweepPlan.Combination) -> Bool {
    FileManager.default.fileExists(atPath: file(config: config, combination))
  }

  /// Keeps what came of a combination: command, commit, result and learning curve.
  /// - Throws: when the run's files cannot be read or the record cannot be written.
  public func keep(
    _ run: FinishedRun, config: String, _ combination: SweepPlan.Combination, command: String,
    commit: String
  ) throws {
    let record: JSONValue = [
      "command": .string(command), "commit": .string(commit), "config": .string(config),
      "overrides": .array(combination.overrides.map { .string($0) }),
      "result": run.result.json, "curve": .array(try Self.curve(run.folder)),
    ]
    try AtomicFile.write(record.text() + "\n", to: file(config: config, combination))
  }

  /// The student's evaluations: epoch, phase, mean stage summed over teachers, and metrics.
  private static func curve(_ folder: RunFolder) throws -> [JSONValue] {
    try RunCurves(of: folder)["student"].map { evaluation in
      var point: JSONObject = [
        "epoch": .int(evaluation.epoch), "phase": .string(evaluation.phase),
      ]
      if let stages = evaluation.stages {
        point["stages"] = rounded(stages.reduce(0.0) { $0 + ($1.1.double ?? 0) }, 1e4)
      }
      for name in ["valid.recall@50", "test.recall@50", "test.ndcg@50"] {
        point[name] = evaluation.metrics[name]?.double.map { rounded($0, 1e6) }
      }
      return .object(point)
    }
  }

  private static func rounded(_ value: Double, _ scale: Double) -> JSONValue {
    .double((value * scale).rounded() / scale)
  }

  /// The records of the study: the named files first, in their order, then the others by name.
  /// - Throws: when a record cannot be read.
  public func records(first named: [String] = []) throws -> [StudyRecord] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let files = names.filter { $0.hasSuffix(".json") }.sorted().map { "\(path)/\($0)" }
    let first = named.filter(files.contains)
    return try (first + files.filter { !first.contains($0) }).map { try StudyRecord(file: $0) }
  }
}
