import Interactions
import Tensors

/// Collaborative metric learning: a user's items lie near the user in the unit ball.
///
/// With D(u, i) = ‖p_u − q_i‖² and the nearest j of several sampled unobserved items, the loss of a
/// batch of (u, i) is Σ w_ui · max(0, margin + D(u, i) − D(u, j)). The weight is log(1 + r) with r
/// the rank of i as the share of the sampled items inside the margin estimates it, or 1. The score
/// is −D. Hsieh et al., WWW'17; the sum over the batch as in the published teachers.
///
/// Distances of the loss come from differences, not from ‖p‖² + ‖q‖² − 2p·q: never below zero, and
/// without a root there is no infinite slope at coincident points.
public final class MetricLearning: Recommender {
  /// The name in configs.
  public static let kind = "cml"
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// `user.embedding` and `item.embedding`.
  public var parameters: [Parameter] { tables.parameters }
  /// Mini-batches of interactions in an epoch.
  public var steps: Int { pairs.steps }

  private let tables: EmbeddingTables
  private let settings: Settings
  private var pairs: SampledPairs
  /// The items' side of the scores' product, [q_i, 1, −‖q_i‖²]. *Shape* [items, dim + 2].
  private var itemSide: Derived<Tensor>

  /// What shapes the model and its training.
  public struct Settings: Sendable {
    /// Width of the embeddings.
    public var dim: Int
    /// Interactions a step.
    public var batch: Int
    /// Unobserved items drawn for each interaction and epoch.
    public var negatives: Int
    /// How much nearer than an unobserved item an observed one shall be.
    public var margin: Float
    /// Whether an interaction's weight grows with its estimated rank.
    public var weighted: Bool

    /// Settings, all of them named.
    public init(dim: Int, batch: Int, negatives: Int, margin: Float, weighted: Bool) {
      (self.dim, self.batch, self.negatives) = (dim, batch, negatives)
      (self.margin, self.weighted) = (margin, weighted)
    }
  }

  /// A model with embeddings drawn from N(0, 1/dim²): near the ball's centre, so that users and
  /// items need not first leave random places on its surface. Valid Recall@50 on CiteULike is 0.27
  /// after 18 epochs, 0.17 with a variance of 1/dim.
  public init(train: InteractionMatrix, settings: Settings, seed: UInt64) {
    (users, items) = (train.userCount, train.itemCount)
    self.settings = settings
    tables = EmbeddingTables(
      of: train, dim: settings.dim, deviation: 1 / Float(settings.dim), model: Self.kind, seed: seed
    )
    pairs = SampledPairs(
      train, model: Self.kind, batch: settings.batch, negatives: settings.negatives, seed: seed)
    itemSide = Derived(from: [tables.items])
    endStep()
  }

  /// Shuffles the interactions and draws each one's unobserved items.
  public func beginEpoch(_ epoch: Int) { pairs.begin(epoch: epoch) }

  /// The hinge loss of a mini-batch, summed.
  public func loss(step: Int) throws(TensorError) -> Tensor {
    let batch = pairs.batch(at: step)
    let distances = try distances(batch)
    let (nearest, weights) = choose(from: distances, batch.items)
    let observed = IndexTensor((0..<batch.users.count).map { batch.items[$0, 0] })
    let user = try tables.users.tracked.gatherRows(batch.users)
    let near = try (user - tables.items.tracked.gatherRows(observed)).square().sum(axis: 1)
    let far = try (user - tables.items.tracked.gatherRows(nearest)).square().sum(axis: 1)
    return try ((near - far + settings.margin).relu() * weights).sum()
  }

  /// D of each user to the listed items but for ‖p_u‖², which no comparison needs; untracked.
  private func distances(_ batch: InteractionBatch) throws(TensorError) -> Tensor {
    let norms = try tables.items.value.squaredNorms()
    let inner = try Tensor.pairScores(
      users: tables.users.value.gatherRows(batch.users), items: tables.items.value, ids: batch.items
    )
    let flat = try IndexTensor(batch.items.values, shape: [batch.items.count])
    return try norms.gatherRows(flat).reshaped(inner.shape) - inner * 2
  }

  /// The nearest sampled item of each row, the first of equals, and the row's weight.
  private func choose(
    from distances: Tensor, _ listed: IndexTensor
  ) -> (nearest: IndexTensor, weights: Tensor) {
    var nearest: [Int32] = []
    var weights: [Float] = []
    for row in 0..<listed.shape[0] {
      var best = 1
      var inside = 0
      for n in 1...settings.negatives {
        if distances[row, n] < distances[row, best] { best = n }
        if distances[row, n] < distances[row, 0] + settings.margin { inside += 1 }
      }
      nearest.append(listed[row, best])
      weights.append(Float(inside) / Float(settings.negatives))
    }
    guard settings.weighted else {
      return (IndexTensor(nearest), Tensor(repeating: 1, shape: [weights.count]))
    }
    return (IndexTensor(nearest), (Tensor(weights) * Float(items) + 1).log())
  }

  /// All rows, not only those of the batch: Adam's momentum moves the others too, and a row that
  /// is projected only when it is next looked up is outside the ball until then.
  public func endStep() {
    for table in tables.parameters { table.projectRows(intoBall: 1) }
  }

  /// −D(u, i) = 2p·q − ‖p‖² − ‖q‖² as one product of [2p, −‖p‖², 1] and [q, 1, −‖q‖²].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    let rows = try tables.users.value.rows(users)
    let ones = Tensor(repeating: 1, shape: [users.count, 1])
    let userSide = try Tensor.concatenated([rows * 2, -rows.squaredNorms(), ones], axis: 1)
    let itemSide = try itemSide.value { () throws(TensorError) in
      let table = tables.items.value
      let ones = Tensor(repeating: 1, shape: [items, 1])
      return try Tensor.concatenated([table, ones, -table.squaredNorms()], axis: 1)
    }
    return try userSide.matmul(itemSide, transposeOther: true)
  }
}
