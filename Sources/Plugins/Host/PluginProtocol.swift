import Evaluation
import Experiments
import Formats
import Foundation
import Interactions
import LuaRuntime

/// An evaluation protocol written in Lua.
public final class PluginProtocol: EvaluationProtocol {
  private let plugin: PluginInstance
  /// The greatest k among the reserved parameter `metrics`; 50 without it.
  public let depth: Int
  /// Drawn by the reserved parameters `negatives` and `seed`; without `negatives` all is ranked.
  public let candidates: CandidateSampling?

  init(_ plugin: PluginInstance) throws {
    self.plugin = plugin
    let metrics = try (plugin.parameters["metrics"]?.array ?? [])
      .map { try RankingMetric($0.string ?? "") }
    guard plugin.parameters["metrics"] == nil || !metrics.isEmpty else {
      throw ExperimentError.input(
        "evaluate.protocol.metrics is empty: name what is measured, such as { \"recall@50\" }.")
    }
    depth = metrics.map(\.k).max() ?? 50
    candidates = plugin.parameters["negatives"]?.int.map {
      CandidateSampling(
        negatives: $0, seed: UInt64(clamping: plugin.parameters["seed"]?.int ?? 0))
    }
  }

  /// The plugin's name.
  public var name: String { plugin.definition.name }
  /// The plugin's summary.
  public var summary: String { plugin.definition.summary }

  /// The parameters that differ from their defaults. `metrics` only adds numbers to the one that is
  /// monitored.
  public var settings: String {
    var own = plugin.parameters
    for name in ["name", "metrics", "negatives", "seed"] { own[name] = nil }
    for key in plugin.definition.parameters where own[key.name] == key.fallback?.json {
      own[key.name] = nil
    }
    return own.keys.isEmpty ? "" : JSONValue.object(own).text()
  }

  /// Calls `split`, whose random numbers come from the split's seed.
  public func divide(
    _ data: @escaping () throws -> InteractionList, seed: UInt64
  ) throws -> Division {
    let interactions = LuaInteractions(data, seed: seed)
    let answers: [LuaValue]
    do {
      answers = try plugin.call("split", [.object(interactions)], seed: seed)
    } catch { throw interactions.refusal ?? error }
    do {
      return try DivisionReader(interactions).read(answers)
    } catch let mistake as DivisionReader.Mistake {
      throw plugin.wrongResult("split", wanted: mistake.wanted, got: mistake.got)
    } catch { throw interactions.refusal ?? error }
  }

  /// Calls `measure`, which answers with one or several tables of named numbers.
  public func measure(_ view: RankingView) throws -> [Metric] {
    let answers = try plugin.call("measure", [.object(LuaView(view, depth: depth))])
    var metrics: [Metric] = []
    for answer in answers where !answer.isNil {
      guard let table = answer.asTable else { throw wrong(answer.described) }
      for (key, value) in try table.pairs() {
        guard let name = key.asString, let number = value.asNumber else {
          throw wrong("\(value.described) under \(key.described)")
        }
        guard number.isFinite else {
          throw plugin.wrongResult(
            "measure", wanted: "finite numbers", got: "\(number) under \(key.described)")
        }
        metrics.append(Metric(name, number))
      }
    }
    guard !metrics.isEmpty else { throw wrong("none") }
    return metrics.sorted { Place($0.name) < Place($1.name) }
  }

  private func wrong(_ got: String) -> ExperimentError {
    plugin.wrongResult("measure", wanted: "tables of named numbers", got: got)
  }

  /// Calls `setup`.
  public func setup(_ run: DistillationRun) throws { _ = try plugin.setUp(run) }

  /// `self.state`.
  public func savedState() throws -> ParticipantState? { try plugin.savedState() }

  /// Takes over `self.state`.
  public func restore(_ state: ParticipantState) throws { try plugin.restore(state) }
}

/// Where a metric stands among others: valid before test, then by k, recall before ndcg.
private struct Place: Comparable {
  private let order: [Int]
  private let name: String

  init(_ name: String) {
    self.name = name
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let metric = parts.last.flatMap { try? RankingMetric($0) }
    let family = metric.flatMap { RankingMetric.Family.allCases.firstIndex(of: $0.family) }
    let part = ["valid", "test"].firstIndex(of: parts.first ?? "") ?? 2
    order = [part, metric?.k ?? .max, family ?? .max]
  }

  static func < (a: Self, b: Self) -> Bool {
    a.order == b.order ? a.name < b.name : a.order.lexicographicallyPrecedes(b.order)
  }
}
