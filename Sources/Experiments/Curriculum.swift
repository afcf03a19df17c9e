/// Decides which stage each (teacher, user) pair is shown, and may decide when the phase changes.
public protocol Curriculum: RunParticipant {
  /// Whether the first phase lasts until the curriculum is through, however the student fares.
  var holdsPhase: Bool { get }
  /// The name under which it is recorded.
  var name: String { get }
  /// A tick comes after epoch e, counted from 0, when e ≥ `every` and e is a multiple of it.
  var every: Int { get }
  /// Acts on `run.stages`, with the student's rankings fresh, and answers with what it asks for; not
  /// called once the last phase began.
  @discardableResult func tick(_ run: DistillationRun) throws -> HookVerb?
}

extension Curriculum {
  /// A first phase in which the student no longer improves ends.
  public var holdsPhase: Bool { false }
}
