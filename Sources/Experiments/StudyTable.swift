import Foundation

/// The table of a study: mean and deviation over seeds of each method's student.
public struct StudyTable: Sendable {
  static let metrics = ["recall@10", "ndcg@10", "recall@50", "ndcg@50"]
  private var groups: [(name: String, results: [RunResult])] = []

  /// The table of `records`, methods in the order of their first record.
  public init(_ records: [StudyRecord]) {
    for record in records {
      let name = record.method.isEmpty ? record.config : "\(record.config) \(record.method)"
      if let at = groups.firstIndex(where: { $0.name == name }) {
        groups[at].results.append(record.result)
      } else {
        groups.append((name, [record.result]))
      }
    }
  }

  /// The table in Markdown: test metrics of the student and of the baselines that were run.
  public var markdown: String {
    var lines = [
      "| run | model | seeds | " + Self.metrics.joined(separator: " | ") + " |",
      "| --- | --- | ---: |" + Self.metrics.map { _ in " ---: |" }.joined(),
    ]
    for group in groups {
      var names: [String] = []
      for model in group.results.flatMap(\.models) where !names.contains(model.name) {
        names.append(model.name)
      }
      for name in names where !name.hasPrefix("teacher.") {
        let models = group.results.compactMap { $0.models.first { $0.name == name } }
        let cells = Self.metrics.map { metric in
          Self.cell(models.compactMap { $0["test.\(metric)"] })
        }
        lines.append(
          "| \(group.name) | \(ResultTable.title(name)) | \(models.count) | "
            + cells.joined(separator: " | ") + " |")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func cell(_ values: [Double]) -> String {
    guard !values.isEmpty else { return "–" }
    let mean = values.reduce(0, +) / Double(values.count)
    guard values.count > 1 else { return String(format: "%.4f", mean) }
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return String(format: "%.4f ± %.4f", mean, spread.squareRoot())
  }
}
