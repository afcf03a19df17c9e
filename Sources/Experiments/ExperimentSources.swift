import Formats

/// What the caller read to make the specification, kept in the run folder word for word.
public struct ExperimentSources: Sendable {
  /// The resolved config.
  public var resolved: JSONValue
  /// Every Lua file that was used: its path relative to the root of the copies, and its text.
  public var files: [(name: String, text: String)]

  /// Sources of these texts.
  public init(resolved: JSONValue, files: [(name: String, text: String)] = []) {
    self.resolved = resolved
    self.files = files
  }
}
