import Foundation

/// A small line chart as inline SVG, colours from the page: labels at the lines' ends where they are
/// short, else numbers there and a legend below.
struct LineChart {
  /// One line.
  struct Series {
    let label: String
    /// 1…8, the page's colours.
    let color: Int
    var dashed = false
    let points: [(x: Double, y: Double)]
  }

  let title: String
  let series: [Series]
  /// Vertical marks with a label.
  var marks: [(x: Double, label: String)] = []
  /// A horizontal mark with a label, such as the ensemble's value.
  var level: (y: Double, label: String)?

  let width = 520.0
  let height = 300.0
  let left = 52.0
  private let top = 34.0
  private let bottom = 34.0
  private var right: Double { hasLegend ? 64 : 128 }

  init(
    _ title: String, _ series: [Series], marks: [(x: Double, label: String)] = [],
    level: (y: Double, label: String)? = nil
  ) {
    self.title = title
    self.series = series.filter { !$0.points.isEmpty }
    self.marks = marks
    self.level = level
  }

  /// The chart within a page; empty when there is nothing to draw.
  var svg: String { drawn() }

  /// The chart as a file that stands alone, with its size, its look and a background.
  var file: String {
    drawn(
      attributes: "xmlns=\"http://www.w3.org/2000/svg\" width=\"780\" "
        + "height=\"\(Int(1.5 * fullHeight))\" ",
      background: "<style>\(chartStyle) svg .page { fill: var(--page); }</style>"
        + "<rect width=\"100%\" height=\"100%\" class=\"page\"/>")
  }

  private func drawn(attributes: String = "", background: String = "") -> String {
    guard let xs = extent(series.flatMap { $0.points.map(\.x) }),
      let ys = extent(series.flatMap { $0.points.map(\.y) } + [0] + (level.map { [$0.y] } ?? []))
    else { return "" }
    let x = { left + ($0 - xs.0) / max(xs.1 - xs.0, 1e-12) * (width - left - right) }
    let y = { height - bottom - ($0 - ys.0) / max(ys.1 - ys.0, 1e-12) * (height - top - bottom) }
    return [
      "<svg \(attributes)viewBox=\"0 0 \(Int(width)) \(Int(fullHeight))\" role=\"img\" "
        + "aria-label=\"\(escaped(title)) by epoch\">",
      "\(background)<text class=\"title\" x=\"\(left)\" y=\"16\">\(escaped(title))</text>",
      grid(xs, ys, x, y), markLines(x), lines(x, y), labels(y), legend, "</svg>",
    ].joined(separator: "\n")
  }

  private func grid(
    _ xs: (Double, Double), _ ys: (Double, Double), _ x: (Double) -> Double,
    _ y: (Double) -> Double
  ) -> String {
    let across = ticks(ys).map { value in
      "<line class=\"grid\" x1=\"\(left)\" x2=\"\(n(width - right))\" y1=\"\(n(y(value)))\" "
        + "y2=\"\(n(y(value)))\"/><text class=\"tick\" x=\"\(left - 8)\" y=\"\(n(y(value) + 4))\" "
        + "text-anchor=\"end\">\(short(value))</text>"
    }
    let along = ticks(xs).map { value in
      "<text class=\"tick\" x=\"\(n(x(value)))\" y=\"\(height - bottom + 18)\" "
        + "text-anchor=\"middle\">\(short(value))</text>"
    }
    let name =
      "<text class=\"tick\" x=\"\(n(width - right + 8))\" "
      + "y=\"\(height - bottom + 18)\">epoch</text>"
    return (across + along + [name]).joined(separator: "\n")
  }

  /// The marks, named at their feet, where curves and levels seldom are.
  private func markLines(_ x: (Double) -> Double) -> String {
    marks.map { mark in
      "<line class=\"mark\" x1=\"\(n(x(mark.x)))\" x2=\"\(n(x(mark.x)))\" y1=\"\(top - 8)\" "
        + "y2=\"\(height - bottom)\"/><text class=\"tick\" x=\"\(n(x(mark.x) + 5))\" "
        + "y=\"\(height - bottom - 6)\">\(escaped(mark.label))</text>"
    }.joined(separator: "\n")
  }

  private func lines(_ x: (Double) -> Double, _ y: (Double) -> Double) -> String {
    var drawn = series.map { series in
      let path = series.points.map { "\(n(x($0.x))),\(n(y($0.y)))" }.joined(separator: " ")
      let style =
        "class=\"line c\(series.color)\"\(series.dashed ? " stroke-dasharray=\"5 4\"" : "")"
      return "<polyline \(style) points=\"\(path)\"/>"
    }
    if let level {
      drawn.append(
        "<line class=\"mark\" x1=\"\(left)\" x2=\"\(n(width - right))\" y1=\"\(n(y(level.y)))\" "
          + "y2=\"\(n(y(level.y)))\"/>")
    }
    return drawn.joined(separator: "\n")
  }

  /// The names at the lines' ends, moved apart where they would overlap.
  private func labels(_ y: (Double) -> Double) -> String {
    var ends = named.enumerated().map {
      (
        y: y($1.points.last?.y ?? 0), label: hasLegend ? "\($0 + 1)" : $1.label,
        style: "t\($1.color)"
      )
    }
    if let level { ends.append((y(level.y), hasLegend ? "–" : level.label, "muted")) }
    ends.sort { ($0.y, $0.label) < ($1.y, $1.label) }
    var lowest = -Double.infinity
    for index in ends.indices {
      ends[index].y = max(ends[index].y, lowest + 14)
      lowest = ends[index].y
    }
    let excess = max(0, lowest - (height - bottom))
    return ends.map { end in
      "<text class=\"label \(end.style)\" x=\"\(n(width - right + 8))\" "
        + "y=\"\(n(end.y - excess + 4))\">\(escaped(end.label))</text>"
    }.joined(separator: "\n")
  }

  private func extent(_ values: [Double]) -> (Double, Double)? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low == high ? (low, low + 1) : (low, high)
  }

  /// Three to six round numbers within a range; none where no number is round enough for it.
  private func ticks(_ range: (Double, Double)) -> [Double] {
    let rough = (range.1 - range.0) / 5
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
    let (first, last) = ((range.0 / step).rounded(.up), range.1 / step)
    guard last - first < 10 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  private func short(_ value: Double) -> String {
    String(format: "%g", (value * 1e6).rounded() / 1e6)
  }

  func n(_ value: Double) -> String { String(format: "%.1f", value) }
}
