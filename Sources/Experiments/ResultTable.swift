import Foundation

/// The closing table of a run: accuracy, size and speed of the student beside what it is compared
/// with.
public struct ResultTable: Sendable {
  /// The heads of the columns.
  public let columns: [String]
  /// The rows, cells as text, in the order of the columns.
  public let rows: [[String]]
  /// The row of the student, to be set off.
  public let studentRow: Int?
  /// What stands above the table.
  public let caption: String

  private static let metrics = [
    "recall@10", "recall@20", "recall@50", "hr@5", "hr@10", "ndcg@5", "ndcg@10", "ndcg@20",
    "ndcg@50",
  ]

  /// The metrics that some of these models were measured by and that tables and pictures show.
  static func metrics(of models: [ModelResult]) -> [String] {
    metrics.filter { metric in models.contains { $0["test.\(metric)"] != nil } }
  }

  /// The table of one run's results.
  public init(_ result: RunResult) {
    let metrics = Self.metrics(of: result.models)
    columns = ["model"] + metrics + ["parameters", "size", "µs/rec."]
    rows = result.models.map { model in
      [Self.title(model.name)] + metrics.map { Self.share(model["test.\($0)"]) }
        + [
          model.parameters.map(Self.grouped) ?? "–", model.bytes.map(Self.size) ?? "–",
          model.microseconds.map { String(format: $0 < 10 ? "%.1f" : "%.0f", $0) } ?? "–",
        ]
    }
    studentRow = result.models.firstIndex { $0.name == "student" }
    caption =
      "\(result.name) · test, protocol \(result.protocolName) · best epoch \(result.bestEpoch)"
  }

  init(columns: [String], rows: [[String]], studentRow: Int?, caption: String) {
    self.columns = columns
    self.rows = rows
    self.studentRow = studentRow
    self.caption = caption
  }

  /// The table as plain text, columns aligned, at most `width` columns wide.
  ///
  /// Columns that do not fit are left out from the right; the model's never.
  public func text(width: Int = 100, color: Bool = false) -> String {
    let all = [columns] + rows
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    var shown = 0
    var used = -2
    while shown < columns.count, shown == 0 || used + 2 + widths[shown] <= width {
      used += 2 + widths[shown]
      shown += 1
    }
    let rule = String(repeating: "─", count: used)
    let lines = all.enumerated().map { index, cells in
      let line = cells.prefix(shown).enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + gap : gap + cell
      }.joined(separator: "  ")
      return color && studentRow.map { $0 + 1 == index } == true
        ? "\u{1b}[1m\(line)\u{1b}[0m" : line
    }
    return ([caption, rule, lines[0], rule] + lines.dropFirst() + [rule]).joined(separator: "\n")
  }

  static func title(_ model: String) -> String {
    switch model {
    case "none": "without distillation"
    case "final-only": "final stages only"
    default: model.hasPrefix("teacher.") ? "teacher \(model.dropFirst(8))" : model
    }
  }

  static func share(_ value: Double?) -> String {
    value.map { String(format: "%.4f", $0) } ?? "–"
  }

  static func grouped(_ number: Int) -> String {
    let digits = String(number)
    return digits.enumerated().map { index, digit in
      let rest = digits.count - index
      return index > 0 && rest % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? String(format: "%.1f kB", Double(bytes) / 1e3)
      : String(format: "%.1f MB", Double(bytes) / 1e6)
  }
}
