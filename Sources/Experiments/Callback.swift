/// The moments of a run at which callbacks may watch; a closed set.
public enum Hook: String, CaseIterable, Sendable {
  /// Before the first epoch.
  case runStart = "on_run_start"
  /// Before the first step of an epoch.
  case epochStart = "on_epoch_start"
  /// After each optimiser step.
  case stepEnd = "on_step_end"
  /// After the last step of an epoch, before evaluation and tick.
  case epochEnd = "on_epoch_end"
  /// After the curriculum has acted.
  case tick = "on_tick"
  /// After an evaluation; `run.metrics` is fresh.
  case evaluate = "on_evaluate"
  /// After the objective changed its phase.
  case phase = "on_phase"
  /// After a checkpoint was written.
  case checkpoint = "on_checkpoint"
  /// After the last epoch.
  case runEnd = "on_run_end"
  /// When the run is about to fail; `run.failure` says why.
  case error = "on_error"

  /// Whether the epoch is still to be ended, so that a verb is heard.
  public var isHeard: Bool { ![.checkpoint, .runEnd, .error].contains(self) }
}

/// What a hook may ask for.
public enum HookVerb: String, CaseIterable, Sendable {
  /// End the training after this epoch.
  case stop
  /// Evaluate at the end of this epoch.
  case evaluate
  /// Write a checkpoint at the end of this epoch.
  case checkpoint
}

/// Watches a run. A hook that is not in ``hooks`` costs nothing.
public protocol Callback: RunParticipant {
  /// The name under which it is recorded.
  var name: String { get }
  /// The moments it wants to see.
  var hooks: Set<Hook> { get }
  /// Called at each moment of ``hooks``.
  func call(_ hook: Hook, _ run: DistillationRun) throws -> HookVerb?
}
