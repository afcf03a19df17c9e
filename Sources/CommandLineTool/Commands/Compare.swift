import ArgumentParser
import Experiments
import Formats
import Foundation

/// `hetcomp compare RUN…`
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the students of several runs side by side: a table, and curves over each other.",
    discussion: """
      For the picture a run may also be a record of a study; `label=path` names its line.
      """)

  @Argument(help: "Run folders or records of a study.")
  var runs: [String]

  @Option(help: "Where to write a page with table and curves, an HTML file.")
  var page: String?

  @Option(help: "The metric of the picture.")
  var metric = "test.recall@50"

  @Option(help: "Where to draw one metric by epoch, an SVG file.")
  var picture: String?

  @Option(help: "A horizontal line: value=label.")
  var level: String?

  func run() throws {
    let terminal = Terminal.current()
    if runs.allSatisfy({ !$0.hasSuffix(".json") && !$0.contains("=") }) {
      let comparison = try RunComparison(runs.map { try RunFolder(existing: $0) })
      Terminal.result(
        comparison.table.textNumberingRows(width: terminal.width, color: terminal.colours))
      if let page { try write(comparison.page(), to: page) }
    }
    guard let picture else { return }
    let curves: [LearningCurve]
    do { curves = try runs.map { try LearningCurve($0, metric: metric) } } catch {
      throw error as? ExperimentError ?? .input("\(error)")
    }
    try write(CurvePicture(metric, curves, level: try readLevel()).svg, to: picture)
  }

  private func write(_ text: String, to path: String) throws {
    do { try AtomicFile.write(text, to: path) } catch { throw ExperimentError.failed("\(error)") }
  }

  private func readLevel() throws -> (value: Double, label: String)? {
    guard let level else { return nil }
    let parts = level.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let value = Double(parts[0]) else {
      throw ExperimentError.input(
        "--level takes value=label, such as 0.305=ensemble, not \(level).")
    }
    return (value, String(parts[1]))
  }
}
