/// What is wrong with a config, an override or a plugin's declaration, in one sentence.
public struct ConfigError: Error, Equatable, CustomStringConvertible {
  /// The file, or the override, that says it.
  public let origin: String
  /// What is wrong, and how to put it right.
  public let message: String

  /// The sentence with its origin in front.
  public var description: String { "\(origin): \(message)" }
}
