import Recommenders
import Tensors

/// The two losses of HetComp (Kang et al., WWW'23), each by its weight: overall relations until the
/// last stages are reached, the ranking after.
///
/// The mass of the pool is summed over the items that belong to it, never taken by subtraction.
public final class HetCompObjective: Objective {
  /// `hetcomp`.
  public let name = "hetcomp"
  /// Lists at several stages.
  public let knowledge: [Knowledge] = [.lists, .trajectory]
  /// What the overall loss is multiplied by.
  public var overallWeight: Float
  /// What the rank loss is multiplied by.
  public var rankWeight: Float

  /// Scores are clipped to ± this; beyond it they have no gradient, and no order among themselves.
  public let clip: Float
  /// What a clip may be: in single precision 6,000 terms of exp(80) can be summed.
  public static let clips: ClosedRange<Float> = 0...80
  /// The published clip.
  public static let publishedClip: Float = 40
  /// Denominators are at least this; below, they have no gradient.
  static let floor: Float = 1e-5

  /// An objective with the published weights and clip unless told.
  ///
  /// - Parameter clip: One of ``clips``.
  public init(
    overallWeight: Float = 0.01, rankWeight: Float = 0.005, clip: Float = publishedClip
  ) {
    precondition(Self.clips.contains(clip), "a clip lies in \(Self.clips)")
    self.overallWeight = overallWeight
    self.rankWeight = rankWeight
    self.clip = clip
  }

  /// The weighted loss of the phase.
  public func loss(
    _ batch: UserBatch, student: any EmbeddingModel, phase: Phase
  ) throws -> Tensor {
    let users = try student.userEmbeddings(batch.users)
    let items = try student.itemEmbeddings()
    switch phase {
    case .overall: return try overall(batch, users, items) * overallWeight
    case .rank: return try rank(batch, users, items) * rankWeight
    }
  }
}
