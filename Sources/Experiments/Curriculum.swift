import Trajectories

/// Decides which stage each (teacher, user) pair is shown, and may decide when the phase changes.
public protocol Curriculum: RunParticipant {
  /// The name under which it is recorded.
  var name: String { get }
  /// A tick comes after epoch e, counted from 0, when e ≥ `every` and e is a multiple of it.
  var every: Int { get }
  /// Acts on `run.stages`, with the student's rankings fresh, and answers with what it asks for; not
  /// called once the last phase began.
  @discardableResult func tick(_ run: DistillationRun) throws -> HookVerb?
}

/// Shows every user every teacher's last stage from the start.
///
/// It is the ablation of a curriculum: the same targets that a curriculum ends with, without the
/// way there. The phase changes at its first tick, after epoch `every`.
public final class FinalOnly: Curriculum {
  /// The epoch after which the rank phase begins.
  public let every: Int
  /// `final-only`.
  public var name: String { "final-only" }

  /// - Parameter every: the epoch after which the rank phase begins.
  public init(every: Int) { self.every = max(1, every) }

  /// Puts every pair at its last stage.
  public func setup(_ run: DistillationRun) throws { run.stages = run.stages.atLast() }
  /// Nothing is left to decide.
  public func tick(_ run: DistillationRun) throws -> HookVerb? { nil }
}
