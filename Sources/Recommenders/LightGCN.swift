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
  /// `user.embedding` and `item.embedding`, before propagation.
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
    tables = EmbeddingTables(of: train, dim: dim, deviation: 0.1, model: Self.kind, seed: seed)
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

  /// The sum of layers 0…L, by Horner's rule: E + A(E + A(E + …)).
  private func sum(ofLayers last: Int) throws(TensorError) -> Embeddings {
    var sum = Embeddings(users: tables.users.tracked, items: tables.items.tracked)
    for _ in 0..<last {
      sum = Embeddings(
        users: try adjacency.times(sum.items, plus: tables.users.tracked),
        items: try adjacency.transposed.times(sum.users, plus: tables.items.tracked))
    }
    return sum
  }

  private var share: Float { 1 / Float(layers + 1) }

  /// The final embeddings of all, propagated once for each state of the parameters and each gradient.
  private func embeddings() throws(TensorError) -> Embeddings {
    try propagated.value(where: { !$0.isSpent }) { () throws(TensorError) in
      let sum = try sum(ofLayers: layers)
      return Embeddings(users: sum.users * share, items: sum.items * share)
    }
  }

  /// The final embeddings of some users and items: the last layer is theirs alone, and so is the first
  /// step of the gradient's way back.
  private func embeddings(
    of users: IndexTensor, _ items: IndexTensor
  ) throws(TensorError) -> Embeddings {
    let own = Embeddings(
      users: try tables.users.tracked.gatherRows(users),
      items: try tables.items.tracked.gatherRows(items))
    guard layers > 0 else { return own }
    let sum = try sum(ofLayers: layers - 1)
    return Embeddings(
      users: try adjacency.rows(users).times(sum.items, plus: own.users) * share,
      items: try adjacency.transposed.rows(items).times(sum.users, plus: own.items) * share)
  }

  /// Final embeddings of some users. *Shapes* [b] → [b, dim].
  public func userEmbeddings(_ users: IndexTensor) throws(TensorError) -> Tensor {
    try embeddings().users.gatherRows(users)
  }

  /// Final embeddings of all items. *Shape* [items, dim].
  public func itemEmbeddings() throws(TensorError) -> Tensor { try embeddings().items }

  /// Inner products of the final embeddings. *Shape* [users, items].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    let final = try embeddings()
    return try final.users.detached.rows(users)
      .matmul(final.items.detached, transposeOther: true)
  }
}
