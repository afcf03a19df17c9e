import Evaluation
import Interactions

/// Split, masks, candidates, metrics and aggregation under one name, printed with every number.
public protocol EvaluationProtocol: RunParticipant {
  /// The name; numbers of different names are never put in one table.
  var name: String { get }
  /// How the data is divided that this protocol measures on; read only if that depends on it.
  /// - Parameter seed: the split's; the same data and seed are divided in the same way.
  func divide(_ data: @escaping () throws -> InteractionList, seed: UInt64) throws -> Division
  /// A few sentences on split, masks, ties and denominators, for the report.
  var summary: String { get }
  /// The greatest k of its metrics: how many items of each user's list it reads.
  var depth: Int { get }
  /// How the items are sampled among which held-out ones are ranked; nil to rank the catalogue.
  var candidates: CandidateSampling? { get }
  /// Its settings where they are not the usual ones and candidates do not tell of them, else empty:
  /// a teacher that was chosen by other settings is another teacher.
  var settings: String { get }
  /// Named numbers in a fixed order, such as `valid.recall@50`.
  func measure(_ view: RankingView) throws -> [Metric]
}

extension EvaluationProtocol {
  /// The whole catalogue is ranked.
  public var candidates: CandidateSampling? { nil }
  /// The usual ones.
  public var settings: String { "" }
}

/// How interactions are divided into what is learnt from and what is held out.
public enum Division: Sendable, Equatable {
  /// By a recipe, such as `www23`, with some of its parameters set.
  case recipe(String, [String: Double] = [:])
  /// One by one: the part of each interaction, nil for those left out.
  case parts([SplitPart?])
}
