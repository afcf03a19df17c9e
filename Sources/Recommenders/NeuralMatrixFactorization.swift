import Interactions
import Tensors

/// Neural matrix factorisation: a generalised inner product and a one-hidden-layer perceptron with
/// embeddings of their own, joined in the last layer.
///
/// s_ui = v·[p_u ⊙ q_i, max(0, W[p′_u, q′_i] + b)] + c, with v of width dim + hidden; the loss of a
/// batch of (u, i) with sampled unobserved j is Σ softplus(−s_ui) + Σ softplus(s_uj), the binary
/// cross-entropy of logits without its overflow. He et al., WWW'17; summed over the batch.
///
/// W[p′_u, q′_i] is a user's part plus an item's part, so that each is worked out once, not for
/// every pair.
public final class NeuralMatrixFactorization: Recommender {
  /// The name in configs.
  public static let kind = "neumf"
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// Four tables of embeddings, the hidden layer and the last one.
  public var parameters: [Parameter] {
    factors.parameters + inputs.parameters + [weight, bias, output, outputBias]
  }
  /// Mini-batches of interactions in an epoch.
  public var steps: Int { pairs.steps }

  /// p and q, for the inner product.
  private let factors: EmbeddingTables
  /// p′ and q′, what the perceptron is fed with.
  private let inputs: EmbeddingTables
  /// The users' half of W above the items'. *Shape* [2·dim, hidden].
  private let weight: Parameter
  private let bias: Parameter
  /// v, as wide as what it is applied to: dim + hidden. *Shape* [dim + hidden, 1].
  private let output: Parameter
  private let outputBias: Parameter
  private let dim: Int
  private let hidden: Int
  private var pairs: SampledPairs
  /// The items' part of the hidden layer, a unit a row. *Shape* [hidden, items].
  private var itemPart: Derived<Tensor>

  /// A model with embeddings drawn from N(0, 0.01²) and Glorot's weights.
  ///
  /// - Parameters:
  ///   - dim: Width of the embeddings.
  ///   - hidden: Width of the hidden layer.
  ///   - batch: Interactions a step.
  ///   - negatives: Unobserved items drawn for each interaction and epoch.
  public init(
    train: InteractionMatrix, dim: Int, hidden: Int, batch: Int, negatives: Int, seed: UInt64
  ) {
    (users, items, self.dim, self.hidden) = (train.userCount, train.itemCount, dim, hidden)
    func tables(_ part: String) -> EmbeddingTables {
      EmbeddingTables(
        of: train, dim: dim, deviation: 0.01, model: Self.kind, part: part, seed: seed)
    }
    (factors, inputs) = (tables("factor"), tables("layer"))
    weight = .linear("hidden.weight", 2 * dim, hidden, seed: seed)
    bias = Parameter("hidden.bias", Tensor(zeros: [hidden]))
    output = .linear("output.weight", dim + hidden, 1, seed: seed)
    outputBias = Parameter("output.bias", Tensor(zeros: [1]))
    pairs = SampledPairs(train, model: Self.kind, batch: batch, negatives: negatives, seed: seed)
    itemPart = Derived(from: [inputs.items, weight])
  }

  /// Shuffles the interactions and draws each one's unobserved items.
  public func beginEpoch(_ epoch: Int) { pairs.begin(epoch: epoch) }

  /// The cross-entropy of a mini-batch, summed.
  public func loss(step: Int) throws(TensorError) -> Tensor {
    let batch = pairs.batch(at: step)
    let logits = try logits(batch)
    let observed = try (-logits.columns(0..<1)).softplus().sum()
    return try observed + logits.columns(1..<logits.shape[1]).softplus().sum()
  }

  /// The scores of a batch's pairs. *Shape* [b, 1 + negatives].
  private func logits(_ batch: InteractionBatch) throws(TensorError) -> Tensor {
    let (count, width) = (batch.items.shape[0], batch.items.shape[1])
    let flat = try IndexTensor(batch.items.values, shape: [count * width])
    let product = try Tensor.pairScores(
      users: factors.users.tracked.gatherRows(batch.users) * factorWeights(output.tracked),
      items: factors.items.tracked, ids: batch.items)
    let user = try userPart(inputs.users.tracked.gatherRows(batch.users), weight.tracked)
    let item = try inputs.items.tracked.gatherRows(flat).matmul(weight.tracked.rows(dim..<2 * dim))
    let layer = try (item.reshaped([count, width, hidden]) + user.reshaped([count, 1, hidden]))
      .relu()
    let joined = try layer.reshaped([count * width, hidden])
      .matmul(output.tracked.rows(dim..<dim + hidden))
    return try product + joined.reshaped([count, width]) + outputBias.tracked
  }

  /// The part of v for the inner product, for each of its elements. *Shape* [dim].
  private func factorWeights(_ output: Tensor) throws(TensorError) -> Tensor {
    try output.rows(0..<dim).reshaped([dim])
  }

  /// Users' part of the hidden layer, the bias included. *Shapes* [b, dim] → [b, hidden].
  private func userPart(_ rows: Tensor, _ weight: Tensor) throws(TensorError) -> Tensor {
    try rows.matmul(weight.rows(0..<dim)) + bias.tracked
  }

  /// Logits of some users for all items. *Shape* [users, items].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    let scaled = try factors.users.value.rows(users) * factorWeights(output.value)
    let product = try scaled.matmul(factors.items.value, transposeOther: true)
    let itemPart = try itemPart.value { () throws(TensorError) in
      try weight.value.rows(dim..<2 * dim).matmul(
        inputs.items.value, transposeSelf: true, transposeOther: true)
    }
    let sums = try Tensor.rectifiedSums(
      base: product, users: userPart(inputs.users.value.rows(users), weight.value).detached,
      items: itemPart, weights: output.value.rows(dim..<dim + hidden).reshaped([hidden]))
    return sums + outputBias.value.scalar
  }
}
