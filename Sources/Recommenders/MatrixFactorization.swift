import Interactions
import Tensors

/// Matrix factorisation trained by Bayesian personalised ranking: s_ui = ⟨p_u, q_i⟩ without biases.
///
/// Loss of a batch of (u, i) with sampled unobserved j: Σ softplus(−(s_ui − s_uj)), which is
/// −Σ log σ(s_ui − s_uj) without its overflow. Rendle et al., UAI 2009. The sum, not the mean, as in
/// the published methods that build on it: their decay is tuned to it.
public final class MatrixFactorization: EmbeddingModel {
  /// The name in configs.
  public static let kind = "mf"
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// `user.embedding` and `item.embedding`.
  public var parameters: [Parameter] { tables.parameters }
  /// Mini-batches of interactions in an epoch.
  public var steps: Int { pairs.steps }

  private let tables: EmbeddingTables
  private var pairs: SampledPairs

  /// A model with embeddings drawn from N(0, 0.01²).
  ///
  /// - Parameters:
  ///   - dim: Width of the embeddings.
  ///   - batch: Interactions a step.
  ///   - negatives: Unobserved items drawn for each interaction and epoch.
  public init(train: InteractionMatrix, dim: Int, batch: Int, negatives: Int, seed: UInt64) {
    (users, items) = (train.userCount, train.itemCount)
    tables = EmbeddingTables(of: train, dim: dim, deviation: 0.01, model: Self.kind, seed: seed)
    pairs = SampledPairs(train, model: Self.kind, batch: batch, negatives: negatives, seed: seed)
  }

  /// Shuffles the interactions and draws each one's unobserved items.
  public func beginEpoch(_ epoch: Int) { pairs.begin(epoch: epoch) }

  /// The interactions of a step of the epoch begun last.
  public func interactions(step: Int) -> InteractionBatch { pairs.batch(at: step) }

  /// The BPR loss of a mini-batch, summed.
  public func loss(step: Int) throws(TensorError) -> Tensor {
    let batch = pairs.batch(at: step)
    let scores = try Tensor.pairScores(
      users: userEmbeddings(batch.users), items: itemEmbeddings(), ids: batch.items)
    return try Self.rankingLoss(scores)
  }

  /// The BPR loss of rows of scores: the observed item's first, then the unobserved ones'.
  ///
  /// *Shape* [b, 1 + negatives].
  public static func rankingLoss(_ scores: Tensor) throws(TensorError) -> Tensor {
    let observed = try scores.columns(0..<1)
    let unobserved = try scores.columns(1..<scores.shape[1])
    return try (unobserved - observed).softplus().sum()
  }

  /// Rows of the user table. *Shapes* [b] → [b, dim].
  public func userEmbeddings(_ users: IndexTensor) throws(TensorError) -> Tensor {
    try tables.users.tracked.gatherRows(users)
  }

  /// The item table. *Shape* [items, dim].
  public func itemEmbeddings() throws(TensorError) -> Tensor { tables.items.tracked }

  /// Inner products of some users with all items. *Shape* [users, items].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    try tables.users.value.rows(users).matmul(tables.items.value, transposeOther: true)
  }
}
