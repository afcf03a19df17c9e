import Interactions
import Tensors

/// A variational auto-encoder of users' histories with a multinomial likelihood over items.
///
/// Liang et al., WWW'18. The encoder and the loss are ``MultinomialAutoencoder``'s, of the rows of
/// users × items; the noise is Gaussian and of training alone, so that scores are exact and not
/// shifted. The score is the decoder's output, which ranks as its softmax does.
public final class MultVAE: Recommender {
  /// The name in configs.
  public static let kind = "vae"
  /// Number of users.
  public let users: Int
  /// Number of items.
  public let items: Int
  /// The encoder's layers and `decoder`.
  public var parameters: [Parameter] { autoencoder.parameters }
  /// Mini-batches of users with training items in an epoch.
  public var steps: Int { autoencoder.steps }

  private let autoencoder: MultinomialAutoencoder

  /// A model with weights drawn from `seed`.
  public init(train: InteractionMatrix, settings: AutoencoderSettings, seed: UInt64) {
    (users, items) = (train.userCount, train.itemCount)
    autoencoder = MultinomialAutoencoder(
      train, model: Self.kind, settings: settings, seed: seed)
  }

  /// Shuffles the users.
  public func beginEpoch(_ epoch: Int) { autoencoder.beginEpoch(epoch) }

  /// The negative evidence bound of a mini-batch, a mean over its users.
  public func loss(step: Int) throws(TensorError) -> Tensor { try autoencoder.loss(step: step) }

  /// Logits of some users for all items, by the mean code. *Shape* [users, items].
  public func scores(users: Range<Int>) throws(TensorError) -> Tensor {
    try autoencoder.codes(of: users).matmul(autoencoder.decoder.value, transposeOther: true)
  }
}
