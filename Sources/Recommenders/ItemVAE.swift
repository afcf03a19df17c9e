import Interactions
import Tensors

/// A variational auto-encoder of items' audiences with a multinomial likelihood over users.
///
/// ``MultinomialAutoencoder`` on the transposed matrix: an item's row is the users who have it. The
/// decoder's softmax over users says how an item's interactions are spread, not how many there
/// are, so that the score is log softmax(s_i)_u + log popularity_i, the logarithm of the expected
/// number.
public final class ItemVAE: Recommender {
  /// The name in configs.
  public static let kind = "item-vae"
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// The encoder's layers and `decoder`.
  public var parameters: [Parameter] { autoencoder.parameters }
  /// Mini-batches of items that somebody has in an epoch.
  public var steps: Int { autoencoder.steps }

  private let autoencoder: MultinomialAutoencoder
  /// log popularity of each item. *Shape* [items].
  private let logPopularity: Tensor
  /// [z_i, 1, log popularity_i − log mass_i]. *Shape* [items, latent + 2].
  private var itemSide: Derived<Tensor>

  /// A model with weights drawn from `seed`.
  public init(train: InteractionMatrix, settings: AutoencoderSettings, seed: UInt64) {
    (users, items) = (train.userCount, train.itemCount)
    autoencoder = MultinomialAutoencoder(
      train.transposed, model: Self.kind, settings: settings, seed: seed)
    // Items nobody has count as half an interaction: below every other, and the logarithm finite.
    logPopularity = Tensor(train.itemCounts.map { max(Float($0), 0.5) }).log()
    itemSide = Derived(from: autoencoder.parameters)
  }

  /// Shuffles the items.
  public func beginEpoch(_ epoch: Int) { autoencoder.beginEpoch(epoch) }

  /// The negative evidence bound of a mini-batch, a mean over its items.
  public func loss(step: Int) throws(TensorError) -> Tensor { try autoencoder.loss(step: step) }

  private static let blockRows = 1024

  /// One product of [v_u, c_u, 1] and the items' side, which is worked out once for all users.
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    let itemSide = try itemSide.value { () throws(TensorError) in
      // By blocks: the hidden layers of a whole catalogue would be the most a run ever holds.
      let starts = stride(from: 0, to: items, by: Self.blockRows)
      let codes = try Tensor.concatenated(
        starts.map { start throws(TensorError) in
          try autoencoder.codes(of: start..<min(items, start + Self.blockRows))
        }, axis: 0)
      let shift = try logPopularity - autoencoder.logMass(of: codes)
      return try Tensor.concatenated([codes, shift.reshaped([items, 1])], axis: 1)
    }
    let rows = try autoencoder.decoder.value.rows(users)
    let ones = Tensor(repeating: 1, shape: [users.count, 1])
    return try Tensor.concatenated([rows, ones], axis: 1).matmul(itemSide, transposeOther: true)
  }
}
