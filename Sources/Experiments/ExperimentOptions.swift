import Tensors

/// What changes where, when and how fast an experiment runs, but not its result.
public struct ExperimentOptions {
  /// The name of the run's folder, from the caller's clock, such as `2026-03-01-17.05.12`.
  public var stamp: String
  /// The run folder to continue; nil to begin anew.
  public var resume: String?
  /// Whether a run that is continued takes over sources that differ from its copies.
  public var renewsSources = false
  /// How much memory may be used for blocks whose size is a free choice.
  public var memory: MemoryBudget
  /// Seconds since 1970, for the event file.
  public var wallTime: () -> Double
  /// Told the run's folder as soon as there is one.
  public var opened: (String) throws -> Void = { _ in }
  /// Versions for `result.json`, such as that of the tool and of Lua.
  public var versions: [(name: String, version: String)]

  /// Options of these values.
  public init(
    stamp: String, resume: String? = nil, memory: MemoryBudget = .standard,
    wallTime: @escaping () -> Double = { 0 }, versions: [(name: String, version: String)] = []
  ) {
    self.stamp = stamp
    self.resume = resume
    self.memory = memory
    self.wallTime = wallTime
    self.versions = versions
  }
}
