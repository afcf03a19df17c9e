import Foundation

extension ResultTable {
  /// The tables of a study, one a protocol: mean and deviation over seeds of each method's student
  /// and of the baselines that were run.
  ///
  /// A row is named by what varies from record to record. A baseline that came out the same under
  /// several methods has one row.
  public static func tables(of records: [StudyRecord]) -> [ResultTable] {
    var protocols: [String] = []
    for name in records.map(\.result.protocolName) where !protocols.contains(name) {
      protocols.append(name)
    }
    return protocols.map { name in
      ResultTable(records.filter { $0.result.protocolName == name }, measuredBy: name)
    }
  }

  private init(_ records: [StudyRecord], measuredBy protocolName: String) {
    let rows = StudyRow.rows(of: records)
    let metrics = Self.metrics(of: rows.flatMap { Array($0.models.values) })
    let counts = Set(rows.map(\.models.count))
    let seeds = counts.count == 1 ? counts.first : nil
    let spread =
      switch seeds {
      case 1: ""
      case let count?: " · mean ± standard deviation of \(count) seeds"
      case nil: " · mean ± standard deviation over seeds"
      }
    self.init(
      columns: ["model"] + (seeds == nil ? ["seeds"] : []) + metrics,
      rows: rows.map { row in
        [row.title] + (seeds == nil ? ["\(row.models.count)"] : [])
          + metrics.map { row.cell("test.\($0)") }
      },
      studentRow: nil, caption: "test, protocol \(protocolName)\(spread)")
  }
}

/// A model in all runs that differ in their seed alone, or, where it is a baseline that nothing else
/// has touched, in others as well.
private struct StudyRow {
  let model: String
  /// What varies in the study and is shared by these runs.
  var varying: [String]
  var models: [UInt64: ModelResult]

  /// The rows of some records: models in the order of their results, methods in that of the records.
  static func rows(of records: [StudyRecord]) -> [StudyRow] {
    var order: [String] = []
    var rows: [StudyRow] = []
    for (record, varying) in zip(records, varyingParts(of: records)) {
      for model in record.result.models where !model.name.hasPrefix("teacher.") {
        if !order.contains(model.name) { order.append(model.name) }
        if let at = rows.firstIndex(where: {
          $0.model == model.name && Set($0.varying) == Set(varying)
        }) {
          rows[at].models[record.result.seed] = model
        } else {
          rows.append(
            StudyRow(model: model.name, varying: varying, models: [record.result.seed: model]))
        }
      }
    }
    return order.flatMap { name in
      rows.filter { $0.model == name }.reduce(into: []) { merged, row in
        if let at = merged.firstIndex(where: row.isSameBaseline) {
          merged[at].absorb(row)
        } else {
          merged.append(row)
        }
      }
    }
  }

  /// What each record has that not all of them have, its keys as short as they can be told apart.
  private static func varyingParts(of records: [StudyRecord]) -> [[String]] {
    let parts = records.map { [$0.config] + $0.overrides }
    let own = parts.map { some in
      some.filter { part in !parts.allSatisfy { $0.contains(part) } }
    }
    var keys: [String] = []
    for key in own.joined().compactMap(key) where !keys.contains(key) { keys.append(key) }
    let short = Dictionary(uniqueKeysWithValues: zip(keys, RunLabels.shortNames(keys)))
    return own.map { some in
      some.map { part in
        guard let key = key(part), let name = short[key] else { return part }
        return name + part.dropFirst(key.count)
      }
    }
  }

  private static func key(_ part: String) -> String? {
    part.firstIndex(of: "=").map { String(part[..<$0]) }
  }

  /// Whether another row is of the same baseline, and what both measured by one seed reads the same.
  func isSameBaseline(_ other: StudyRow) -> Bool {
    let shared = models.keys.filter { other.models[$0] != nil }
    return model != "student" && !shared.isEmpty
      && shared.allSatisfy { Self.shown(models[$0]) == Self.shown(other.models[$0]) }
  }

  private static func shown(_ model: ModelResult?) -> [String] {
    (model?.metrics ?? []).filter { $0.name.hasPrefix("test.") }
      .map { "\($0.name) \(ResultTable.share($0.value))" }
  }

  mutating func absorb(_ other: StudyRow) {
    varying = varying.filter(other.varying.contains)
    models.merge(other.models) { own, _ in own }
  }

  /// A student is named by what varies alone.
  var title: String {
    let name = model == "student" && !varying.isEmpty ? [] : [ResultTable.title(model)]
    return (name + (varying.isEmpty ? [] : [varying.joined(separator: " ")]))
      .joined(separator: ", ")
  }

  /// Mean and standard deviation of a metric; no deviation where no seed has a say, as of an ensemble.
  func cell(_ metric: String) -> String {
    let values = models.keys.sorted().compactMap { models[$0]?[metric] }
    guard !values.isEmpty else { return ResultTable.share(nil) }
    let mean = values.reduce(0, +) / Double(values.count)
    guard Set(values).count > 1 else { return ResultTable.share(mean) }
    let spread = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return String(format: "%.4f ± %.4f", mean, spread.squareRoot())
  }
}
