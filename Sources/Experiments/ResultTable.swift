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

  /// What these models were measured by on test, in the order that their protocol declares.
  static func metrics(of models: [ModelResult]) -> [String] {
    var names: [String] = []
    for metric in models.flatMap(\.metrics) where metric.name.hasPrefix("test.") {
      let name = String(metric.name.dropFirst(5))
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The table of one run's results.
  public init(_ result: RunResult) {
    self.init(result, metrics: Self.metrics(of: result.models))
  }

  /// The same with the columns of these metrics.
  init(_ result: RunResult, metrics: [String]) {
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

  /// How many columns of text all its columns take.
  var width: Int {
    let all = [columns] + rows
    return columns.indices.reduce(-2) { sum, column in
      sum + 2 + (all.map { $0[column].count }.max() ?? 0)
    }
  }

  /// The table as plain text, columns aligned, at most `width` columns wide.
  ///
  /// Columns that do not fit follow in a table below, beside the models again.
  public func text(width: Int = 100, color: Bool = false) -> String {
    let all = [columns] + rows
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let first = widths.first ?? 0
    var blocks: [[Int]] = [[]]
    var used = first
    for column in columns.indices.dropFirst() {
      if used + 2 + widths[column] > width, blocks.last?.isEmpty == false {
        blocks.append([])
        used = first
      }
      blocks[blocks.count - 1].append(column)
      used += 2 + widths[column]
    }
    return ([caption] + blocks.flatMap { lines([0] + $0, widths, color: color) })
      .joined(separator: "\n")
  }

  /// The same, where long names of rows are numbered and told below the table.
  public func textNumberingRows(width: Int, color: Bool = false) -> String {
    let names = rows.map { $0.first ?? "" }
    guard self.width > width || names.contains(where: { $0.count > max(16, width / 3) }) else {
      return text(width: width, color: color)
    }
    let numbered = ResultTable(
      columns: columns, rows: rows.enumerated().map { ["\($0 + 1)"] + $1.dropFirst() },
      studentRow: studentRow, caption: caption)
    let legend = names.enumerated().flatMap { index, name in
      let number = "\(index + 1)"
      let head = number + String(repeating: " ", count: max(1, 4 - number.count))
      return wrapped(name, width: max(16, width - 4)).enumerated().map {
        ($0 == 0 ? head : "    ") + $1
      }
    }
    return ([numbered.text(width: width, color: color)] + legend).joined(separator: "\n")
  }

  /// The table in Markdown, below its caption.
  public var markdown: String {
    let line = { (cells: [String]) in
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    let marks = columns.indices.map { $0 == 0 ? "---" : "---:" }
    return ([caption, "", line(columns), line(marks)] + rows.map(line)).joined(separator: "\n")
  }

  /// Some of the columns, with rules around.
  private func lines(_ shown: [Int], _ widths: [Int], color: Bool) -> [String] {
    let used = shown.reduce(-2) { $0 + 2 + widths[$1] }
    let rule = String(repeating: "─", count: used)
    let lines = ([columns] + rows).enumerated().map { index, cells in
      let line = shown.map { column in
        let gap = String(repeating: " ", count: widths[column] - cells[column].count)
        return column == 0 ? cells[column] + gap : gap + cells[column]
      }.joined(separator: "  ")
      return color && studentRow.map { $0 + 1 == index } == true
        ? "\u{1b}[1m\(line)\u{1b}[0m" : line
    }
    return [rule, lines[0], rule] + lines.dropFirst() + [rule]
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
