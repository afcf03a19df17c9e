/// Rows of text in columns, with a heading.
struct TextTable {
  private let rows: [[String]]

  init(_ heading: [String], _ rows: [[String]]) { self.rows = [heading] + rows }

  /// The columns as wide as their widest cell, two blanks apart.
  var text: String {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
        .joined(separator: "  ").trimmedAtEnd
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    String(prefix(count - reversed().prefix { $0 == " " }.count))
  }
}
