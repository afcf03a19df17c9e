import ArgumentParser
import Experiments
import Formats
import Foundation

/// `hetcomp compare RUN…`
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the students of several runs side by side: a table, and curves over each other.",
    discussion: """
      Records of a study have the study's table, means and deviations over seeds. For the picture \
      both kinds go together, `label=path` names a line, and `path#none` is a baseline's.
      """)

  @Argument(help: "Run folders or records of a study.")
  var runs: [String]

  @Option(help: "Where to write a page with table and curves, an HTML file.")
  var page: String?

  @Option(help: "The metric of the picture (default: test.recall@50).")
  var metric: String?

  @Option(help: "Where to draw one metric by epoch, an SVG file.")
  var picture: String?

  @Option(help: "A horizontal line of the picture: value=label.")
  var level: String?

  private var areRecords: Bool { runs.allSatisfy { $0.hasSuffix(".json") } }
  private var areFolders: Bool { runs.allSatisfy(RunFolder.exists) }

  func validate() throws {
    if picture == nil, metric != nil || level != nil {
      throw ValidationError("--metric and --level are of the picture: name its file by --picture.")
    }
    if page != nil, runs.contains(where: { $0.hasSuffix(".json") }) {
      throw ValidationError("--page takes run folders, which hold every metric, not records.")
    }
    _ = try readLevel()
  }

  func run() throws {
    if areRecords {
      show(ResultTable.tables(of: try blamingInput { try runs.map { try StudyRecord(file: $0) } }))
    } else if areFolders || picture == nil {
      let comparison = try RunComparison(runs.map { try RunFolder(existing: $0) })
      show([comparison.table])
      if let page { try write(comparison.page(), to: page) }
    }
    if let picture { try draw(picture) }
  }

  private func show(_ tables: [ResultTable]) {
    let terminal = Terminal.current()
    let texts = tables.map {
      $0.textNumberingRows(width: terminal.width, color: terminal.colours)
    }
    Terminal.result(texts.joined(separator: "\n\n"))
  }

  private func draw(_ picture: String) throws {
    let metric = metric ?? "test.recall@50"
    let curves = try blamingInput { try runs.map { try LearningCurve($0, metric: metric) } }
    try write(CurvePicture(metric, curves, level: try readLevel()).svg, to: picture)
  }

  private func write(_ text: String, to path: String) throws {
    try blamingInput { try AtomicFile.write(text, to: path) }
  }

  private func readLevel() throws -> (value: Double, label: String)? {
    guard let level else { return nil }
    let parts = level.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let value = Double(parts[0]), value.isFinite else {
      throw ValidationError(
        "--level takes value=label, such as 0.305=ensemble, not \(level).")
    }
    return (value, String(parts[1]))
  }
}
