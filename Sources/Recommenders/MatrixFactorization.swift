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
  public var parameters: [Parameter] { [userTable, itemTable] }
  /// Mini-batches of interactions in an epoch.
  public var steps: Int { (pairs.count + batch - 1) / batch }

  private let userTable: Parameter
  private let itemTable: Parameter
  /// The training items, ascending in each row.
  private let train: InteractionMatrix
  private let batch: Int
  private let negatives: Int
  private let seed: UInt64
  private let pairs: [Interaction]
  private var order: [Interaction] = []
  private var sampled: [Int32] = []

  /// A user, one of the user's training items, and the pair's place in the training data.
  private struct Interaction {
    let user: Int32
    let item: Int32
    let place: Int
  }

  /// A model with embeddings drawn from N(0, 0.01²).
  ///
  /// - Parameters:
  ///   - dim: Width of the embeddings.
  ///   - batch: Interactions a step.
  ///   - negatives: Unobserved items drawn for each interaction and epoch.
  public init(train: InteractionMatrix, dim: Int, batch: Int, negatives: Int, seed: UInt64) {
    (users, items) = (train.userCount, train.itemCount)
    (self.batch, self.negatives, self.seed) = (batch, negatives, seed)
    self.train = train.sorted
    func table(_ name: String, _ rows: Int) -> Parameter {
      let stream = RandomStream(seed: seed, named: "mf.\(name)")
      return Parameter(name, Tensor(normal: [rows, dim], deviation: 0.01, from: stream))
    }
    userTable = table("user.embedding", users)
    itemTable = table("item.embedding", items)
    pairs = Self.pairs(of: self.train)
  }

  /// Every interaction of users for whom there is an unobserved item to compare with.
  private static func pairs(of train: InteractionMatrix) -> [Interaction] {
    var pairs: [Interaction] = []
    pairs.reserveCapacity(train.count)
    for user in 0..<train.userCount where train.count(of: user) < train.itemCount {
      for item in train[user] {
        pairs.append(Interaction(user: Int32(user), item: item, place: pairs.count))
      }
    }
    return pairs
  }

  /// Shuffles the interactions and draws each one's unobserved items.
  public func beginEpoch(_ epoch: Int) {
    order = pairs
    var shuffle = RandomStream(seed: seed, purpose: "mf.order", epoch: epoch)
    shuffle.shuffle(&order)
    let sampler = UnobservedSampler(items: items)
    sampled.removeAll(keepingCapacity: true)
    sampled.reserveCapacity(order.count * negatives)
    for pair in order {
      var stream = RandomStream(
        seed: seed, purpose: "mf.negatives", epoch: epoch, index: pair.place)
      let observed = train[Int(pair.user)]
      for _ in 0..<negatives { sampled.append(sampler.draw(notIn: observed, from: &stream)) }
    }
  }

  /// The BPR loss of a mini-batch, summed.
  public func loss(step: Int) throws(TensorError) -> Tensor {
    let range = step * batch..<min(order.count, (step + 1) * batch)
    let who = IndexTensor(order[range].map(\.user))
    let listed = IndexTensor(shape: [range.count, 1 + negatives]) { ids in
      for (row, at) in range.enumerated() {
        ids[row * (1 + negatives)] = order[at].item
        for n in 0..<negatives { ids[row * (1 + negatives) + 1 + n] = sampled[at * negatives + n] }
      }
    }
    let scores = try Tensor.pairScores(
      users: userEmbeddings(who), items: itemEmbeddings(), ids: listed)
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
    try userTable.tracked.gatherRows(users)
  }

  /// The item table. *Shape* [items, dim].
  public func itemEmbeddings() throws(TensorError) -> Tensor { itemTable.tracked }

  /// Inner products of some users with all items. *Shape* [users, items].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    try userTable.value.rows(users).matmul(itemTable.value, transposeOther: true)
  }
}
