import Formats
import Foundation

/// The evaluations of a run, read from its `metrics.jsonl`.
struct RunCurves {
  /// One evaluation of a model in training.
  struct Point {
    let epoch: Int
    let phase: String
    let metrics: JSONObject
    let stages: JSONObject?
  }

  /// The models in the order in which they were trained.
  private(set) var models: [String] = []
  private var points: [String: [Point]] = [:]

  init(of folder: RunFolder) throws {
    let path = folder.file("metrics.jsonl")
    let text = String(decoding: try Data.mapped(path), as: UTF8.self)
    for (number, line) in text.split(separator: "\n").enumerated() {
      let json = try JSONValue(parsing: String(line), source: "\(path):\(number + 1)")
      guard let model = json["model"]?.string, let epoch = json["epoch"]?.int,
        let object = json.object
      else { continue }
      if points[model] == nil { models.append(model) }
      points[model, default: []].append(
        Point(
          epoch: epoch, phase: json["phase"]?.string ?? "", metrics: object,
          stages: json["stages"]?.object))
    }
  }

  subscript(_ model: String) -> [Point] { points[model] ?? [] }

  /// A metric of a model by epoch.
  func curve(_ model: String, _ metric: String) -> [(x: Double, y: Double)] {
    self[model].compactMap { point in
      point.metrics[metric]?.double.map { (Double(point.epoch), $0) }
    }
  }

  /// A teacher's mean stage by epoch, as a model was shown it.
  func stages(_ model: String, of teacher: String) -> [(x: Double, y: Double)] {
    self[model].compactMap { point in
      point.stages?[teacher]?.double.map { (Double(point.epoch), $0) }
    }
  }

  /// The first evaluation in the last phase; nil when there is none.
  func phaseStart(_ model: String) -> Double? {
    self[model].first { $0.phase == "rank" }.map { Double($0.epoch) }
  }
}
