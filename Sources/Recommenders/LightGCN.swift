import Interactions
import Tensors

/// Light graph convolution: embeddings smoothed over the graph of users and their items.
///
/// With A the normalised adjacency D^-½ R D^-½ of users and items, users' embeddings go on as
/// U_{l+1} = A·I_l and items' as I_{l+1} = Aᵀ·U_l; the final ones are the mean of layers 0…L, and
/// the score is their inner product. The loss is the mean of softplus(−(s_ui − s_uj)) over a batch
/// plus decay · ½ · Σ(‖u₀‖² + ‖i₀‖² + ‖j₀‖²) / batch of the embeddings before propagation. He et
/// al., SIGIR'20.
public final class LightGCN: EmbeddingModel {
  /// The name in configs.
  public static let kind = "lightgcn"
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// `user.embedding.0` and `item.embedding.0`, before propagation.
  public var parameters: [Parameter] { tables.parameters }
  /// Mini-batches of interactions in an epoch.
  public var steps: Int { pairs.steps }

  private let tables: EmbeddingTables
  /// 1/√(deg u · deg i) for each interaction. *Shape* [users, items].
  private let adjacency: SparseMatrix
  private let layers: Int
  private let decay: Float
  private var pairs: SampledPairs
  private var propagated: Derived<Embeddings>

  private struct Embeddings {
    let users: Tensor
    let items: Tensor
    var isSpent: Bool { users.isSpent || items.isSpent }

    /// Those of some users and items; of all where nil.
    func rows(_ some: IndexTensor?, _ others: IndexTensor?) throws(TensorError) -> Embeddings {
      Embeddings(
        users: try some.map { (ids) throws(TensorError) in try users.gatherRows(ids) } ?? users,
        items: try others.map { (ids) throws(TensorError) in try items.gatherRows(ids) } ?? items)
    }
  }

  /// A model with embeddings drawn from N(0, 0.1²).
  ///
  /// - Parameters:
  ///   - dim: Width of the embeddings.
  ///   - layers: L, how often embeddings are propagated.
  ///   - batch: Interactions a step.
  ///   - negatives: Unobserved items drawn for each interaction and epoch.
  ///   - decay: Weight of the squared embeddings that a batch uses.
  /// - Throws: `TensorError` when an item of `train` lies outside its catalogue.
  public init(
    train: InteractionMatrix, dim: Int, layers: Int, batch: Int, negatives: Int, decay: Float,
    seed: UInt64
  ) throws(TensorError) {
    (users, items) = (train.userCount, train.itemCount)
    (self.layers, self.decay) = (layers, decay)
    tables = EmbeddingTables(
      of: train, dim: dim, deviation: 0.1, model: Self.kind, layer: 0, seed: seed)
    adjacency = try Self.adjacency(of: train.sorted)
    pairs = SampledPairs(train, model: Self.kind, batch: batch, negatives: negatives, seed: seed)
    propagated = Derived(from: tables.parameters)
  }

  private static func adjacency(of train: InteractionMatrix) throws(TensorError) -> SparseMatrix {
    let degrees = train.itemCounts
    let rows = SparseRows(
      rows: train.userCount, lists: { train[$0] },
      weights: { user in
        let degree = train.count(of: user)
        return train[user].map { 1 / Float(degree * degrees[Int($0)]).squareRoot() }
      })
    return try SparseMatrix(rows, columns: train.itemCount)
  }

  /// Shuffles the interactions and draws each one's unobserved items.
  public func beginEpoch(_ epoch: Int) { pairs.begin(epoch: epoch) }

  /// The interactions of a step of the epoch begun last.
  public func interactions(step: Int) -> InteractionBatch { pairs.batch(at: step) }

  /// The BPR loss of a mini-batch, a mean, and its decay.
  public func loss(step: Int) throws(TensorError) -> Tensor {
    let batch = pairs.batch(at: step)
    let users = try batch.users.unique(below: self.users)
    let items = try batch.items.unique(below: self.items)
    let final = try embeddings(of: users.ids, items.ids)
    let scores = try Tensor.pairScores(
      users: final.users.gatherRows(users.places), items: final.items, ids: items.places)
    let observed = try scores.columns(0..<1)
    let ranking = try (scores.columns(1..<scores.shape[1]) - observed).softplus().mean()
    let touched = try IndexTensor(batch.items.values, shape: [batch.items.count])
    let squares =
      try tables.users.tracked.gatherRows(batch.users).square().sum()
      + tables.items.tracked.gatherRows(touched).square().sum()
    return try ranking + squares * (decay / 2 / Float(batch.users.count))
  }

  /// The loss of a mini-batch times its interactions.
  public func summedLoss(step: Int) throws(TensorError) -> Tensor {
    try loss(step: step) * Float(pairs.count(at: step))
  }

  /// The final embeddings of some users and items, or of all.
  ///
  /// Each layer but the last is worked out for all; the last one, and with it the first step of the
  /// gradient's way back, for those alone.
  private func embeddings(
    of users: IndexTensor? = nil, _ items: IndexTensor? = nil
  ) throws(TensorError) -> Embeddings {
    var layer = Embeddings(users: tables.users.tracked, items: tables.items.tracked)
    var sum = try layer.rows(users, items)
    for _ in 1..<max(1, layers) {
      layer = Embeddings(
        users: try adjacency.times(layer.items),
        items: try adjacency.transposed.times(layer.users))
      let own = try layer.rows(users, items)
      sum = Embeddings(users: try sum.users + own.users, items: try sum.items + own.items)
    }
    if layers > 0 {
      sum = Embeddings(
        users: try adjacency.rows(users).times(layer.items, plus: sum.users),
        items: try adjacency.transposed.rows(items).times(layer.users, plus: sum.items))
    }
    let share = 1 / Float(layers + 1)
    return Embeddings(users: sum.users * share, items: sum.items * share)
  }

  /// The final embeddings of all, propagated once for each state of the parameters and each gradient.
  private func allEmbeddings() throws(TensorError) -> Embeddings {
    try propagated.value(where: { !$0.isSpent }) { () throws(TensorError) in try embeddings() }
  }

  /// Final embeddings of some users. *Shapes* [b] → [b, dim].
  public func userEmbeddings(_ users: IndexTensor) throws(TensorError) -> Tensor {
    try allEmbeddings().users.gatherRows(users)
  }

  /// Final embeddings of all items. *Shape* [items, dim].
  public func itemEmbeddings() throws(TensorError) -> Tensor { try allEmbeddings().items }

  /// Inner products of the final embeddings. *Shape* [users, items].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    let final = try allEmbeddings()
    return try final.users.detached.rows(users)
      .matmul(final.items.detached, transposeOther: true)
  }
}
