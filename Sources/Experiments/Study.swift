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

  /// Where the record of a run stands.
  public func file(of run: StudyRun) -> String { "\(path)/\(run.file)" }

  /// The record of a run; nil when there is none.
  /// - Throws: when it cannot be read.
  public func record(of run: StudyRun) throws -> StudyRecord? {
    let file = file(of: run)
    return FileManager.default.fileExists(atPath: file) ? try StudyRecord(file: file) : nil
  }

  /// Notes that a run was begun in a folder, so that a sweep that was stopped goes on there.
  /// - Throws: when the note cannot be written.
  public func begin(_ run: StudyRun, in folder: String) throws {
    try AtomicFile.write(URL(fileURLWithPath: folder).path + "\n", to: note(of: run))
  }

  /// The folder in which a run was begun and not ended; nil when there is none.
  public func begun(_ run: StudyRun) -> String? {
    guard let text = try? String(contentsOfFile: note(of: run), encoding: .utf8) else { return nil }
    let folder = text.trimmingCharacters(in: .newlines)
    return RunFolder.copies(in: "\(folder)/config").isEmpty ? nil : folder
  }

  /// The right to make a run, for as long as the answer is kept; nil while another process makes it.
  /// - Throws: when no file can be made in the folder.
  public func lock(_ run: StudyRun) throws -> FileLock? {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return try FileLock(ifFree: file(of: run) + ".lock")
  }

  private func note(of run: StudyRun) -> String { file(of: run) + ".begun" }

  /// Every record of the study, by name.
  /// - Throws: when one cannot be read.
  public func records() throws -> [StudyRecord] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return try names.filter { $0.hasSuffix(".json") }.sorted()
      .map { try StudyRecord(file: "\(path)/\($0)") }
  }

  /// Keeps what came of a run: command, commit, fingerprint, result and learning curve.
  /// - Parameters:
  ///   - command: what makes the run again.
  ///   - commit: what the project's folder was at.
  ///   - monitor: the metric that chose the best epoch.
  /// - Throws: when the run's files cannot be read or the record cannot be written.
  public func keep(
    _ finished: FinishedRun, as run: StudyRun, command: String, commit: String, monitor: String
  ) throws {
    let curves = try RunCurves(of: finished.folder)
    var baselines = JSONObject()
    for model in curves.models where model != "student" {
      baselines[model] = .array(Self.curve(curves[model], monitor))
    }
    let record: JSONValue = [
      "command": .string(command), "commit": .string(commit), "config": .string(run.config),
      "overrides": .array(run.overrides.map { .string($0) }),
      "fingerprint": run.fingerprint.record, "result": finished.result.json,
      "curve": .array(Self.curve(curves["student"], monitor)),
      "baselines": .object(baselines),
    ]
    try AtomicFile.write(record.text() + "\n", to: file(of: run))
    try? FileManager.default.removeItem(atPath: note(of: run))
  }

  /// A model's evaluations: epoch, phase, mean stage summed over teachers, and metrics, the monitored
  /// one and its counterpart on test among them.
  private static func curve(_ evaluations: [RunCurves.Point], _ monitor: String) -> [JSONValue] {
    let onTest = "test." + monitor.drop { $0 != "." }.dropFirst()
    let metrics = ["valid.recall@50", "test.recall@50", "test.ndcg@50", monitor, onTest]
    return evaluations.map { evaluation in
      var point: JSONObject = [
        "epoch": .int(evaluation.epoch), "phase": .string(evaluation.phase),
      ]
      if let stages = evaluation.stages {
        point["stages"] = rounded(stages.reduce(0.0) { $0 + ($1.1.double ?? 0) }, 1e4)
      }
      for name in metrics {
        point[name] = evaluation.metrics[name]?.double.map { rounded($0, 1e6) }
      }
      return .object(point)
    }
  }

  private static func rounded(_ value: Double, _ scale: Double) -> JSONValue {
    .double((value * scale).rounded() / scale)
  }
}
