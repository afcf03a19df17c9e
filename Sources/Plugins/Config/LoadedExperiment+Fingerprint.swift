import Experiments

extension LoadedExperiment {
  /// What decides the experiment's numbers: the resolved config and every other Lua file.
  ///
  /// The config's own text counts where it declares a plugin; else a comment in it may change.
  public var fingerprint: RunFingerprint {
    RunFingerprint(resolved: resolved, sources: Array(sources.dropFirst(declaresPlugins ? 0 : 1)))
  }
}
