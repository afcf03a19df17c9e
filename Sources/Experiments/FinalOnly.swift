import Trajectories

/// Shows every user every teacher's last stage from the start.
///
/// It is the ablation of a curriculum: the same targets that a curriculum ends with, without the
/// way there. The phase changes at its first tick, after epoch `every`.
public final class FinalOnly: Curriculum {
  /// The epoch after which the rank phase begins.
  public let every: Int
  /// It ends with another student's, not earlier.
  public var holdsPhase: Bool { true }
  /// `final-only`.
  public var name: String { "final-only" }

  /// - Parameter every: the epoch after which the rank phase begins.
  public init(every: Int) { self.every = max(1, every) }

  /// Puts every pair at its last stage.
  public func setup(_ run: DistillationRun) throws { run.stages = run.stages.atLast() }
  /// Nothing is left to decide.
  public func tick(_ run: DistillationRun) throws -> HookVerb? { nil }
}
