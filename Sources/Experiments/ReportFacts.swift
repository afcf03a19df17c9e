import Formats
import Foundation

/// The quiet part of a report: what the numbers mean, what they cost, and what they came from.
extension ReportPage {
  static func facts(_ result: RunResult, _ summary: String) -> String {
    var rows: [(String, String)] = [
      ("Protocol", "\(result.protocolName). \(summary)"),
      ("Split", result.splitFingerprint), ("Kernel", result.kernel),
      (
        "Seconds",
        result.seconds.map { "\($0.name) \(String(format: "%.1f", $0.value))" }
          .joined(separator: " · ")
      ), ("Peak memory", ResultTable.size(result.peakMemoryBytes)),
    ]
    rows += result.versions.map { ("Version of \($0.name)", $0.version) }
    let list = rows.map { "<dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd>" }
    return """
      <h2>How it was measured</h2>
      <dl>
      \(list.joined(separator: "\n"))
      </dl>
      """
  }

  /// The resolved config and every file it was made of, folded.
  static func files(_ folder: RunFolder) throws -> String {
    let resolved = try String(contentsOfFile: folder.file("config.json"), encoding: .utf8)
    var parts = [fold("resolved config", resolved)]
    for name in RunFolder.copies(in: folder.file("config")) {
      guard let text = try? String(contentsOfFile: folder.file("config/\(name)"), encoding: .utf8)
      else { continue }
      parts.append(fold(name, text))
    }
    return "<h2>What it was made of</h2>\n" + parts.joined(separator: "\n")
  }

  private static func fold(_ title: String, _ text: String) -> String {
    "<details><summary>\(escaped(title))</summary><pre>\(escaped(text))</pre></details>"
  }
}
