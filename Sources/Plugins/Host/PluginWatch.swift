import Experiments

/// Picks up plugins that are edited while a run goes on.
///
/// It looks after the last step of every epoch, before the tick. What it takes over, and what it
/// could not, stands in the run's log; the run's copy of the source is replaced, the one before is
/// kept beside it. `self.state` and `self.params` stay as they are.
public final class PluginWatch: Callback {
  private let library: PluginLibrary
  private var stamps: [String: FileStamp]

  /// Watches every plugin that a library has loaded from a file, and what these require.
  public init(_ library: PluginLibrary) {
    self.library = library
    stamps = library.stamps()
  }

  /// `watch-plugins`.
  public var name: String { "watch-plugins" }
  /// The end of every epoch.
  public var hooks: Set<Hook> { [.epochEnd] }

  /// Looks at the files; a checkpoint follows what was taken over, so that it stays in force.
  public func call(_ hook: Hook, _ run: DistillationRun) throws -> HookVerb? {
    let now = library.stamps()
    let edits = library.edits(from: stamps, to: now)
    stamps = now
    for edit in edits {
      if let problem = edit.problem {
        run.log("epoch \(run.epoch): \(edit.file) was edited, but the old one stays: \(problem)")
      } else {
        try run.keepsakes?.renew(edit.files, epoch: run.epoch)
        run.log("epoch \(run.epoch): \(edit.file) was edited; the run goes on with the new one")
      }
    }
    return edits.contains { $0.problem == nil } ? .checkpoint : nil
  }
}
