import Formats
import Foundation

/// Several runs side by side: a table of their students, and their curves in one picture.
///
/// Runs are told apart by what differs in their configs; numbers of different protocols or splits
/// are never put together.
public struct RunComparison {
  private struct Run {
    let label: String
    let result: RunResult
    let curves: RunCurves
  }

  private let runs: [Run]

  /// Reads finished runs.
  /// - Throws: ``ExperimentError/input(_:)`` when a run is not finished, or their numbers cannot be
  ///   compared.
  public init(_ folders: [RunFolder]) throws(ExperimentError) {
    do {
      let results = try folders.map { try RunResult(file: $0.file("result.json")) }
      try Self.check(results, folders)
      let labels = try RunLabels(folders).texts
      runs = try folders.indices.map {
        Run(label: labels[$0], result: results[$0], curves: try RunCurves(of: folders[$0]))
      }
    } catch {
      throw .asInput(error)
    }
  }

  /// A row a run: its student on test.
  public var table: ResultTable {
    let metrics = ResultTable.metrics(of: runs.flatMap(\.result.models))
    let rows = runs.map { run -> [String] in
      let table = ResultTable(run.result, metrics: metrics)
      let cells = table.studentRow.map { Array(table.rows[$0].dropFirst()) } ?? []
      return [run.label] + cells + [String(run.result.bestEpoch)]
    }
    let measured = runs.first.map { ResultTable($0.result, metrics: metrics).columns.dropFirst() }
    return ResultTable(
      columns: ["run"] + (measured ?? []) + ["best epoch"], rows: rows,
      studentRow: nil,
      caption: "students on test, protocol \(runs.first?.result.protocolName ?? "")")
  }

  /// A page that opens from the disk: the table, and every metric's curves over one another.
  public func page() -> String {
    let charts = ResultTable.metrics(of: runs.flatMap(\.result.models)).map { metric in
      LineChart(
        metric,
        runs.enumerated().map { index, run in
          LineChart.Series(
            label: run.label, color: 1 + index % 8, dashed: index >= 8,
            points: run.curves.curve("student", "test.\(metric)"))
        }
      ).svg
    }
    return ReportPage.page(
      "comparison",
      [
        "<h1>\(runs.count) runs compared</h1>", ReportPage.table(table),
        ReportPage.section("Learning curves", "Test, by epoch.", charts),
      ])
  }

  private static func check(_ results: [RunResult], _ folders: [RunFolder]) throws {
    guard let first = results.first else {
      throw ExperimentError.input("compare: name at least one run.")
    }
    for (result, folder) in zip(results, folders) {
      guard result.protocolName == first.protocolName else {
        throw ExperimentError.input(
          "\(folder.path) was measured by the protocol \(result.protocolName), "
            + "\(folders[0].path) by \(first.protocolName): their numbers cannot be compared.")
      }
      guard result.splitFingerprint == first.splitFingerprint else {
        throw ExperimentError.input(
          "\(folder.path) and \(folders[0].path) are about different splits: their numbers cannot "
            + "be compared.")
      }
      guard Set([result, first].compactMap(\.evaluationFingerprint)).count < 2 else {
        throw ExperimentError.input(
          "\(folder.path) and \(folders[0].path) hold out other interactions or draw other "
            + "candidates: their numbers cannot be compared.")
      }
    }
  }
}
