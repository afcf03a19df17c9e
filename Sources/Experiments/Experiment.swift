import Formats

/// Where an experiment finds and leaves its files.
public struct ExperimentFolders: Sendable {
  /// The project's root, from which datasets and outside trajectories are searched.
  public var root: String
  /// Where runs go: `runs` under the root unless told.
  public var runs: String
  /// Where trajectories go: `Teachers` under the root unless told.
  public var teachers: String

  /// Folders under `root` unless told.
  public init(root: String, runs: String? = nil, teachers: String? = nil) {
    self.root = root
    self.runs = runs ?? "\(root)/runs"
    self.teachers = teachers ?? "\(root)/Teachers"
  }
}

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
