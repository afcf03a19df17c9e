import Experiments

/// Picks up plugins that are edited while a run goes on.
///
/// It looks after the last step of every epoch, before the tick. What it takes over, and what it
/// could not, stands in the run's log; the run's copy of the source is replaced, the one before is
/// kept beside it. `self.state` and `self.params` stay as they are.
public final class PluginWatch: Callback {
  private let library: PluginLibrary

  /// Watches every plugin that a library has loaded from a file.
  public init(_ library: PluginLibrary) {
    self.library = library
    library.beginWatching()
  }

  /// `watch-plugins`.
  public var name: String { "watch-plugins" }
  /// The end of every epoch.
  public var hooks: Set<Hook> { [.epochEnd] }

  /// Looks at the files.
  public func call(_ hook: Hook, _ run: DistillationRun) throws -> HookVerb? {
    for edit in library.edits() {
      if let problem = edit.problem {
        run.log("epoch \(run.epoch): \(edit.file) was edited, but the old one stays: \(problem)")
      } else {
        try run.keepsakes?.adopt(edit.text, as: edit.name, epoch: run.epoch)
        run.log("epoch \(run.epoch): \(edit.file) was edited; the run goes on with the new one")
      }
    }
    return nil
  }
}
