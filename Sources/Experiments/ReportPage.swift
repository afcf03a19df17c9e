import Formats
import Foundation

/// `report.html`: one page that opens from the disk and asks the network for nothing.
public enum ReportPage {
  /// Makes the page of a finished run again from the other files of its folder.
  /// - Parameter evaluation: the protocol, whose description is kept for later; nil for the kept one.
  /// - Throws: ``ExperimentError`` or a file's error when the folder is not that of a finished run.
  public static func rebuild(
    _ folder: RunFolder, evaluation: (any EvaluationProtocol)? = nil
  ) throws {
    guard folder.hasResult else {
      throw ExperimentError.input(
        "\(folder.path) is not a finished run: it has no result.json; continue it with --resume.")
    }
    let kept = folder.file("checkpoint/protocol.txt")
    if let evaluation { try AtomicFile.write(evaluation.summary, to: kept) }
    let summary = (try? String(contentsOfFile: kept, encoding: .utf8)) ?? ""
    let result = try RunResult(file: folder.file("result.json"))
    let curves = try RunCurves(of: folder)
    let body = [
      head(result), "<h2>Results on test</h2>\n" + table(ResultTable(result)),
      charts(result, curves), stages(folder, curves),
      facts(result, summary), try files(folder),
    ]
    try AtomicFile.write(page(result.name, body), to: folder.file("report.html"))
  }

  static func page(_ title: String, _ body: [String]) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title)) – hetcomp</title>
    <style>
    \(reportStyle)
    </style>
    </head>
    <body>
    \(body.filter { !$0.isEmpty }.joined(separator: "\n\n"))
    </body>
    </html>

    """
  }

  private static func head(_ result: RunResult) -> String {
    let model = { (name: String) in result.models.first { $0.name == name } }
    var sentence = ""
    if let student = model("student"), let recall = student["test.recall@50"] {
      sentence = "The student finds \(ResultTable.share(recall)) of the held-out items among 50"
      if let plain = model("none")?["test.recall@50"] {
        sentence += "; without distillation it finds \(ResultTable.share(plain))"
      }
      if let ensemble = model("ensemble"), let best = ensemble["test.recall@50"], best > 0 {
        sentence += String(
          format: ". It keeps %.0f %% of the ensemble's recall", 100 * recall / best)
        if let large = ensemble.parameters, let small = student.parameters, large > 0 {
          sentence += String(
            format: " with %.1f %% of its parameters", 100 * Double(small) / Double(large))
        }
      }
      sentence += "."
    }
    return """
      <header>
      <h1>\(escaped(result.name))</h1>
      <p class="soft">Protocol \(escaped(result.protocolName)), seed \(result.seed), best epoch \
      \(result.bestEpoch)</p>
      <p class="lead">\(escaped(sentence))</p>
      </header>
      """
  }

  static func table(_ table: ResultTable) -> String {
    let heads = table.columns.map { "<th>\(escaped($0))</th>" }.joined()
    let rows = table.rows.enumerated().map { index, cells in
      let style = index == table.studentRow ? " class=\"student\"" : ""
      return "<tr\(style)>\(cells.map { "<td>\(escaped($0))</td>" }.joined())</tr>"
    }
    return """
      <div class="wide"><table>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }

  private static func charts(_ result: RunResult, _ curves: RunCurves) -> String {
    let ensemble = result.models.first { $0.name == "ensemble" }
    let charts = ResultTable.metrics(of: result.models).map { metric in
      let lines = curves.models.enumerated().flatMap { index, model in
        let title = model == "student" ? "student" : ResultTable.title(model)
        let color = model == "student" ? 1 : 2 + index % 7
        return ["test", "valid"].map { part in
          LineChart.Series(
            label: part == "test" ? title : "", color: color, dashed: part == "valid",
            points: curves.curve(model, "\(part).\(metric)"))
        }
      }
      return LineChart(
        metric, lines,
        marks: curves.phaseStart("student").map { [(x: $0, label: "rank phase")] } ?? [],
        level: ensemble?["test.\(metric)"].map { ($0, "ensemble") }
      ).svg
    }
    return section(
      "Learning curves", "Solid lines are test, dashed lines valid, which chose the best epoch.",
      charts)
  }

  private static func stages(_ folder: RunFolder, _ curves: RunCurves) -> String {
    guard let last = curves["student"].last?.stages, last.count > 0 else { return "" }
    let lines = last.keys.enumerated().map { index, teacher in
      LineChart.Series(
        label: teacher, color: 1 + index % 8, points: curves.stages("student", of: teacher))
    }
    let chart = LineChart(
      "mean stage over users", lines,
      marks: curves.phaseStart("student").map { [(x: $0, label: "rank phase")] } ?? [])
    return section(
      "Curriculum",
      "How far along each teacher's trajectory the users were, after each evaluation.",
      [chart.svg, StageBars(of: folder, teachers: last.keys)?.svg ?? ""])
  }

  static func section(_ title: String, _ text: String, _ charts: [String]) -> String {
    let shown = charts.filter { !$0.isEmpty }
    guard !shown.isEmpty else { return "" }
    return """
      <h2>\(title)</h2>
      <p class="soft">\(text)</p>
      <div class="charts">
      \(shown.map { "<figure>\($0)</figure>" }.joined(separator: "\n"))
      </div>
      """
  }
}
