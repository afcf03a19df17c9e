import Foundation

/// The table of a study: mean and deviation over seeds of each method's student.
public struct StudyTable: Sendable {
  private var groups: [(name: String, results: [RunResult])] = []

  /// The table of `records`, methods in the order of their first record; what is the same in all
  /// of them is not repeated in every row.
  public init(_ records: [StudyRecord]) {
    let parts = records.map { [$0.config] + $0.overrides }
    let constant = (parts.first ?? []).filter { part in parts.allSatisfy { $0.contains(part) } }
    for (record, parts) in zip(records, parts) {
      let own = parts.filter { !constant.contains($0) }
      let name = own.isEmpty ? record.config : own.joined(separator: " ")
      if let at = groups.firstIndex(where: { $0.name == name }) {
        groups[at].results.append(record.result)
      } else {
        groups.append((name, [record.result]))
      }
    }
  }

  /// The table in Markdown: test metrics of the student and of the baselines that were run.
  public var markdown: String {
    let metrics = ResultTable.metrics(of: groups.flatMap { $0.results.flatMap(\.models) })
    var lines = [
      "| run | model | seeds | " + metrics.joined(separator: " | ") + " |",
      "| --- | --- | ---: |" + metrics.map { _ in " ---: |" }.joined(),
    ]
    for group in groups {
      var names: [String] = []
      for model in group.results.flatMap(\.models) where !names.contains(model.name) {
        names.append(model.name)
      }
      for name in names where !name.hasPrefix("teacher.") {
        let models = group.results.compactMap { $0.models.first { $0.name == name } }
        let cells = metrics.map { metric in
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
