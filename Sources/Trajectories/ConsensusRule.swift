import Tensors

/// What a place in a teacher's list is worth: a rule from rank and deviation to importance.
public protocol ConsensusRule {
  /// The importance of every place of a teacher's lists; never negative, higher is better.
  ///
  /// *Shapes:* `rank` [1, K] holds 0 … K − 1; `deviation` [users, K], or nil where any teacher of the
  /// consensus recorded none.
  /// The result is [1, K], the same for all users, or [users, K].
  func importance(rank: Tensor, deviation: Tensor?) throws -> Tensor

  /// What a teacher's importances are multiplied by.
  func weight(teacher: String) throws -> Float

  /// The rule's numbers that change over time, as they are now; importances that were made by others
  /// are made anew.
  func numbers() throws -> [Double]
}

extension ConsensusRule {
  /// Nothing changes over time.
  public func numbers() throws -> [Double] { [] }
  /// All teachers count alike.
  public func weight(teacher: String) throws -> Float { 1 }
}

/// Importance by rank alone: exp(−rank / λ) above the cutoff, zero beyond. Source: ConCF (WWW'22), "R".
public struct RankConsensus: ConsensusRule {
  /// λ: after how many places importance falls to 1/e.
  public let scale: Float
  /// The first rank that counts nothing.
  public let cutoff: Int

  /// A rule of this λ and cutoff.
  public init(scale: Float = 10, cutoff: Int = 100) { (self.scale, self.cutoff) = (scale, cutoff) }

  /// exp(−rank / λ), 0 from the cutoff on.
  public func importance(rank: Tensor, deviation: Tensor?) throws -> Tensor {
    try (rank / -scale).exp().cut(at: cutoff, rank)
  }
}

/// Importance by rank and by consistency: exp(−rank / λ) + exp(−deviation / μ) above the cutoff, zero
/// beyond. Source: ConCF (WWW'22), "RC".
///
/// Without recorded deviations the rank alone counts.
public struct RankConsistencyConsensus: ConsensusRule {
  /// λ: after how many places importance falls to 1/e.
  public let scale: Float
  /// μ: the deviation, in places, at which the consistent part falls to 1/e.
  public let consistencyScale: Float
  /// The first rank that counts nothing.
  public let cutoff: Int

  /// A rule of these λ and μ, and this cutoff.
  public init(scale: Float = 10, consistencyScale: Float = 100, cutoff: Int = 100) {
    self.scale = scale
    self.consistencyScale = consistencyScale
    self.cutoff = cutoff
  }

  /// exp(−rank / λ) + exp(−deviation / μ), 0 from the cutoff on.
  public func importance(rank: Tensor, deviation: Tensor?) throws -> Tensor {
    let byRank = (rank / -scale).exp()
    let both = try deviation.map { try byRank + ($0 / -consistencyScale).exp() } ?? byRank
    return try both.cut(at: cutoff, rank)
  }
}

extension Tensor {
  /// Importances with nothing left where `rank` has reached the cutoff.
  fileprivate func cut(at cutoff: Int, _ rank: Tensor) throws(TensorError) -> Tensor {
    try replacing(rank.compare(Tensor(Float(cutoff)), >=), with: Tensor(0))
  }
}
