import Evaluation
import Formats
import Interactions

/// Split, masks, candidates, metrics and aggregation under one name, printed with every number.
public protocol EvaluationProtocol: RunParticipant {
  /// The name; numbers of different names are never put in one table.
  var name: String { get }
  /// The recipe, such as `www23`, that cuts the data this protocol measures on.
  var splitName: String { get }
  /// A few sentences on split, masks, ties and denominators, for the report.
  var summary: String { get }
  /// The greatest k of its metrics: how many items of each user's list it reads.
  var depth: Int { get }
  /// How the items are sampled among which held-out ones are ranked; nil to rank the catalogue.
  var candidates: CandidateSampling? { get }
  /// Named numbers in a fixed order, such as `valid.recall@50`.
  func measure(_ view: RankingView) throws -> [Metric]
}

extension EvaluationProtocol {
  /// The whole catalogue is ranked.
  public var candidates: CandidateSampling? { nil }
}

/// A named number, such as `test.ndcg@10`.
public struct Metric: Equatable, Sendable {
  /// The name with its prefix.
  public let name: String
  /// The value in full precision.
  public let value: Double

  /// A metric of this name and value.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}
