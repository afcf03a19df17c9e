import Experiments

/// Writes down which plugins' present sources a resumed run goes on with.
///
/// The sources themselves are in force from the start; the run's copies are replaced, and those
/// before are kept beside them, as soon as the run's epoch is known.
public final class PluginTakeover: Callback {
  private var edits: [PluginEdit]

  /// Writes down what `PluginLibrary.takePresent` answered.
  public init(_ edits: [PluginEdit]) { self.edits = edits }

  /// `take-plugins`.
  public var name: String { "take-plugins" }
  /// Whatever comes first.
  public var hooks: Set<Hook> { [.runStart, .epochStart, .epochEnd, .evaluate, .tick] }

  /// Writes everything down once.
  public func call(_ hook: Hook, _ run: DistillationRun) throws -> HookVerb? {
    let taken = edits
    edits = []
    for edit in taken {
      if let problem = edit.problem {
        run.log("epoch \(run.epoch): \(edit.file): \(problem); the run's copy stays")
      } else {
        try run.keepsakes?.adopt(edit.text, as: edit.name, epoch: run.epoch)
        run.log("epoch \(run.epoch): the run goes on with the present \(edit.file)")
      }
    }
    return nil
  }
}
