import Foundation

/// A measure of one user's ranked list against the items that count as relevant, such as `ndcg@10`.
///
/// With the relevant items G, binary gains and ranks from 1: recall = hits/|G| (so its ceiling at k
/// is below 1 where |G| > k); ndcg = Σ 1/log₂(rank + 1) over the hits, divided by that sum over the
/// ranks 1…min(|G|, k); hr = 1 with any hit; mrr = 1/rank of the first hit; precision = hits/k;
/// map = Σ precision@rank over the hits, divided by min(|G|, k).
public struct RankingMetric: Hashable, Sendable, CustomStringConvertible {
  /// What is measured.
  public enum Family: String, Sendable, CaseIterable {
    case recall, ndcg, hr, mrr, precision, map
  }

  /// What is measured.
  public let family: Family
  /// How many items of the list are looked at.
  public let k: Int

  /// A metric at a positive k.
  public init(_ family: Family, at k: Int) {
    precondition(k > 0)
    (self.family, self.k) = (family, k)
  }

  /// A metric by its name, such as `recall@50`.
  ///
  /// - Throws: ``MetricError`` that shows how names look.
  public init(_ name: String) throws(MetricError) {
    let parts = name.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let family = Family(rawValue: String(parts[0])),
      let k = Int(parts[1]), k > 0, k <= 1_000_000
    else { throw MetricError(name: name) }
    self.init(family, at: k)
  }

  /// The name, such as `recall@50`.
  public var description: String { "\(family.rawValue)@\(k)" }

  /// The value for one user.
  ///
  /// - Parameters:
  ///   - places: Where the list holds relevant items, counted from 0, ascending.
  ///   - relevant: How many items are relevant; without any the value is 0.
  public func value(hitsAt places: some Sequence<Int>, relevant: Int) -> Double {
    guard relevant > 0 else { return 0 }
    let places = places.prefix { $0 < k }
    let count = places.reduce(0) { count, _ in count + 1 }
    guard count > 0 else { return 0 }
    switch family {
    case .recall: return Double(count) / Double(relevant)
    case .precision: return Double(count) / Double(k)
    case .hr: return 1
    case .mrr: return places.first { _ in true }.map { 1 / Double($0 + 1) } ?? 0
    case .ndcg:
      let ideal = (0..<min(relevant, k)).reduce(0) { $0 + Self.discount($1) }
      return places.reduce(0) { $0 + Self.discount($1) } / ideal
    case .map:
      let sum = places.enumerated().reduce(0) {
        $0 + Double($1.offset + 1) / Double($1.element + 1)
      }
      return sum / Double(min(relevant, k))
    }
  }

  private static func discount(_ place: Int) -> Double {
    place < discounts.count ? discounts[place] : 1 / log2(Double(place + 2))
  }

  private static let discounts = (0..<128).map { 1 / log2(Double($0 + 2)) }
}

/// A metric's name that is none.
public struct MetricError: Error, Equatable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// The sentence that is shown.
  public var description: String {
    let known = RankingMetric.Family.allCases.map { "\($0.rawValue)@k" }.joined(separator: ", ")
    return "\"\(name)\" is no metric; metrics are \(known) with a whole k from 1 up."
  }
}
