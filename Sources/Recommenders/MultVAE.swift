import Interactions
import Tensors

/// A variational auto-encoder of users' histories with a multinomial likelihood.
///
/// With x the user's binary row and x̂ = x/‖x‖: h = tanh(Wx̂ + b), μ and log σ² linear in h,
/// z = μ + σ·ε with Gaussian ε in training and z = μ afterwards, s = Vz + c. The loss is the mean
/// over a batch's users of −Σ_i x_i log softmax(s)_i + β·KL(N(μ, σ²) ‖ N(0, 1)), β rising linearly
/// to `kl`; dropout acts on x̂ only. Liang et al., WWW'18. The likelihood counts every interaction
/// alike; normalising it per user as well came out lower on CiteULike.
public final class MultVAE: Recommender {
  /// The name in configs.
  public static let kind = "vae"
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// The encoder's layers and `decoder`.
  public var parameters: [Parameter] { encoder.parameters + [decoder] }
  /// Mini-batches of users with training items in an epoch.
  public var steps: Int { (readers.count + settings.batch - 1) / settings.batch }

  private let encoder: GaussianEncoder
  /// Item embeddings with the item's bias as the last column. *Shape* [n, latent + 1].
  private let decoder: Parameter
  private let histories: Histories
  private let settings: Settings
  private let seed: UInt64
  /// Users with at least one training item.
  private let readers: [Int32]
  private var order: [Int32] = []
  private var epoch = 0

  /// What shapes the model and its training.
  public struct Settings: Sendable {
    /// Width of the hidden layer.
    public var hidden: Int
    /// Width of the latent code.
    public var latent: Int
    /// Users a step.
    public var batch: Int
    /// Share of a user's items hidden from the encoder in training, in 0 ..< 1.
    public var dropout: Float
    /// The highest weight β of the KL term.
    public var kl: Float
    /// Steps until β reaches ``kl``.
    public var anneal: Int

    /// Settings, all of them named.
    public init(
      hidden: Int, latent: Int, batch: Int, dropout: Float, kl: Float, anneal: Int
    ) {
      (self.hidden, self.latent, self.batch) = (hidden, latent, batch)
      (self.dropout, self.kl, self.anneal) = (dropout, kl, anneal)
    }
  }

  /// A model with weights drawn from `seed`.
  public init(train: InteractionMatrix, settings: Settings, seed: UInt64) {
    (users, items) = (train.userCount, train.itemCount)
    (self.settings, self.seed) = (settings, seed)
    histories = Histories(train)
    encoder = GaussianEncoder(
      inputs: items, hidden: settings.hidden, latent: settings.latent, seed: seed)
    decoder = .linear("decoder", items, settings.latent + 1, biasColumn: true, seed: seed)
    readers = (0..<train.userCount).filter { train.count(of: $0) > 0 }.map(Int32.init)
  }

  /// Shuffles the users.
  public func beginEpoch(_ epoch: Int) {
    self.epoch = epoch
    order = readers
    var stream = RandomStream(seed: seed, purpose: "vae.order", epoch: epoch)
    stream.shuffle(&order)
  }

  /// The negative evidence bound of a mini-batch, a mean over its users.
  public func loss(step: Int) throws(TensorError) -> Tensor {
    let rows = order[step * settings.batch..<min(order.count, (step + 1) * settings.batch)]
    let inputs = histories.rows(rows, keeping: 1 - settings.dropout) { user in
      RandomStream(seed: seed, purpose: "vae.dropout", epoch: epoch, index: Int(user))
    }
    let code = try encoder.code(of: inputs)
    let latent = try code.sample(noise(for: rows))
    let likelihood = try logLikelihood(of: rows, from: latent)
    let divergence = try code.divergence()
    return try (divergence * weight(at: step) - likelihood).mean()
  }

  /// Σ_i x_i log softmax(s)_i for each row, without a score for every item: the first part is an
  /// inner product with the summed item embeddings, the normaliser is the catalogue's mass.
  private func logLikelihood(
    of rows: ArraySlice<Int32>, from latent: Tensor
  ) throws(TensorError) -> Tensor {
    let code = try withBiasColumn(latent)
    let table = decoder.tracked
    let chosen = try Tensor.rowDot(code, table.bag(histories.targets(rows)))
    let mass = try Tensor.catalogueMass(
      users: code, items: table, excluding: nil, clamp: Self.clamp)
    try Self.checkRange(of: mass)
    return try chosen - histories.counts(rows) * mass.log()
  }

  /// Scores beyond ±80 would leave the range of 32-bit exponentials.
  private static let clamp: Float = 80

  /// Refuses masses in which a clamped score could take part: one that reached the upper clamp
  /// alone exceeds e⁸⁰, and ones that reached the lower clamp vanish beside a mass above e⁻⁴⁰.
  private static func checkRange(of mass: Tensor) throws(TensorError) {
    let inRange = mass.values.allSatisfy { $0 > 0x1p-57 && $0 < 0x1p115 }
    guard inRange else {
      throw .gradient(
        "vae: scores have left the range of ±80, the training diverges; lower the learning rate")
    }
  }

  private func withBiasColumn(_ code: Tensor) throws(TensorError) -> Tensor {
    try Tensor.concatenated([code, Tensor(repeating: 1, shape: [code.shape[0], 1])], axis: 1)
  }

  /// Standard normal numbers for each row. *Shape* [rows, latent].
  private func noise(for rows: ArraySlice<Int32>) throws(TensorError) -> Tensor {
    try Tensor.concatenated(
      rows.map { user in
        let stream = RandomStream(
          seed: seed, purpose: "vae.noise", epoch: epoch, index: Int(user))
        return Tensor(normal: [1, settings.latent], deviation: 1, from: stream)
      }, axis: 0)
  }

  /// The weight β of the KL term at a step of the present epoch.
  private func weight(at step: Int) -> Float {
    let taken = epoch * steps + step
    guard taken < settings.anneal else { return settings.kl }
    return settings.kl * Float(taken) / Float(settings.anneal)
  }

  /// Logits of some users for all items, by the mean code. *Shape* [users, items].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    let rows = users.map(Int32.init)[...]
    let code = try encoder.code(of: histories.rows(rows)).mean.detached
    return try withBiasColumn(code).matmul(decoder.value, transposeOther: true)
  }
}
