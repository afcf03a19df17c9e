/// The legend of a chart whose names are too long for the margin.
extension LineChart {
  /// The longest name that fits beside the lines' ends.
  private static let longest = 17
  /// The letters that fit into a line of the legend.
  private static let columns = 72
  private static let lineHeight = 16.0

  /// The lines that have a name.
  var named: [Series] { series.filter { !$0.label.isEmpty } }

  /// Whether the names stand below the picture, and numbers at the lines' ends.
  var hasLegend: Bool {
    (named.map(\.label) + (level.map { [$0.label] } ?? [])).contains { $0.count > Self.longest }
  }

  /// The height with the legend.
  var fullHeight: Double { height + (hasLegend ? Double(entries.count) * Self.lineHeight + 8 : 0) }

  private var entries: [(number: String, text: String, style: String)] {
    let numbered = named.enumerated().map { ("\($0 + 1)", $1.label, "t\($1.color)") }
    let all = numbered + (level.map { [("–", $0.label, "muted")] } ?? [])
    return all.flatMap { number, label, style in
      wrapped(label, width: Self.columns).enumerated().map { ($0 == 0 ? number : "", $1, style) }
    }
  }

  /// The numbers with their names, a line or more each; empty where the names fit in the margin.
  var legend: String {
    guard hasLegend else { return "" }
    return entries.enumerated().map { place, entry in
      let y = n(height + Double(place) * Self.lineHeight + 8)
      return "<text class=\"label \(entry.style)\" x=\"\(left)\" y=\"\(y)\">"
        + "\(entry.number)</text><text class=\"tick\" x=\"\(left + 22)\" y=\"\(y)\">"
        + "\(escaped(entry.text))</text>"
    }.joined(separator: "\n")
  }
}
