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
      let labels = try Self.labels(folders)
      runs = try folders.indices.map {
        Run(label: labels[$0], result: results[$0], curves: try RunCurves(of: folders[$0]))
      }
    } catch {
      throw .asInput(error)
    }
  }

  /// A row a run: its student on test.
  public var table: ResultTable {
    let tables = runs.map { ResultTable($0.result) }
    let rows = zip(runs, tables).map { run, table in
      [run.label] + (table.studentRow.map { table.rows[$0].dropFirst() } ?? [])
        + [String(run.result.bestEpoch)]
    }
    return ResultTable(
      columns: ["run"] + (tables.first?.columns.dropFirst() ?? []) + ["best epoch"], rows: rows,
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
    }
  }

  /// What tells each run from the others: the config's values that differ, else the folder.
  private static func labels(_ folders: [RunFolder]) throws -> [String] {
    let configs = try folders.map { folder in
      var leaves: [(key: String, text: String)] = []
      flatten(try JSONValue(file: folder.file("config.json")), "", into: &leaves)
      return leaves
    }
    let tables = configs.map { Dictionary($0.map { ($0.key, $0.text) }) { first, _ in first } }
    var keys: [String] = []
    for leaf in configs.joined() where !keys.contains(leaf.key) { keys.append(leaf.key) }
    let differing = keys.filter { key in tables.contains { $0[key] != tables[0][key] } }
    return zip(folders, tables).map { folder, table in
      let parts = differing.map { key in "\(key)=\(table[key] ?? "–")" }
      let stamp = URL(fileURLWithPath: folder.path).lastPathComponent
      return parts.isEmpty ? stamp : parts.joined(separator: " ")
    }
  }

  private static func flatten(
    _ value: JSONValue, _ path: String, into leaves: inout [(key: String, text: String)]
  ) {
    let below = { (key: String) in path.isEmpty ? key : "\(path).\(key)" }
    switch value {
    case .object(let object):
      for (key, value) in object { flatten(value, below(key), into: &leaves) }
    case .array(let values):
      for (index, value) in values.enumerated() { flatten(value, below("\(index)"), into: &leaves) }
    default: leaves.append((path, value.string ?? value.text()))
    }
  }
}
