/// What shapes an auto-encoder and its training.
public struct AutoencoderSettings: Sendable {
  /// Width of the hidden layer.
  public var hidden: Int
  /// Width of the latent code.
  public var latent: Int
  /// Rows a step: users, or items.
  public var batch: Int
  /// Share of a row's elements hidden from the encoder in training, in 0 ..< 1.
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
