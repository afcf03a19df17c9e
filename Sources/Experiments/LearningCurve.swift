import Formats
import Foundation

/// A metric by epoch, from a run's folder or from a record of a study.
public struct LearningCurve: Sendable {
  /// What the curve is of.
  public let label: String
  /// Epoch and value.
  public let points: [(epoch: Double, value: Double)]
  /// The first epoch that was evaluated in the last phase; nil when there was none.
  public let phaseStart: Double?

  /// The curve of `metric` in a run folder, or in a JSON file with a `curve`.
  ///
  /// A record's own `label` names the curve, else its file's name; `label=path` names it here. The
  /// student's is drawn, or a baseline's: `path#none`.
  /// - Throws: ``ExperimentError/input(_:)`` when the model or the metric is not in there.
  public init(_ argument: String, metric: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    let whole = Self.place(argument)
    let isLabelled = parts.count == 2 && !FileManager.default.fileExists(atPath: whole.path)
    let (path, model) = isLabelled ? Self.place(parts[1]) : whole
    let entries: [JSONValue]
    var own: String?
    if path.hasSuffix(".json") {
      let record = try JSONValue(file: path)
      entries = (model == "student" ? record["curve"] : record["baselines"]?[model])?.array ?? []
      own = record["label"]?.string
    } else {
      let curves = try RunCurves(of: RunFolder(existing: path))
      entries = curves[model].map { .object($0.metrics) }
    }
    guard !entries.isEmpty else {
      throw ExperimentError.input("\(path) has no curve of \"\(model)\".")
    }
    points = entries.compactMap { entry in
      guard let epoch = entry["epoch"]?.double, let value = entry[metric]?.double else {
        return nil
      }
      return (epoch, value)
    }
    phaseStart = entries.first { $0["phase"]?.string == "rank" }?["epoch"]?.double
    label =
      isLabelled ? parts[0] : own ?? URL(filePath: path).deletingPathExtension().lastPathComponent
    guard !points.isEmpty else {
      let known = (entries.first?.object?.keys ?? []).filter { $0.contains("@") }
      throw ExperimentError.input(
        "\(path) has no \"\(metric)\" by epoch; it has "
          + "\(known.isEmpty ? "no metric" : known.joined(separator: ", ")).")
    }
  }

  /// A path, and the model that is named after it.
  private static func place(_ text: String) -> (path: String, model: String) {
    guard !FileManager.default.fileExists(atPath: text), let mark = text.lastIndex(of: "#") else {
      return (text, "student")
    }
    return (String(text[..<mark]), String(text[text.index(after: mark)...]))
  }
}
