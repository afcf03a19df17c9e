import Synchronization

/// A request to stop, raised from a signal handler or another thread and read at every step of a
/// student and after every epoch of a teacher.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)

  /// No request yet.
  public init() {}

  /// Asks the run to write a checkpoint and stop; safe in a signal handler.
  public func request() { flag.store(true, ordering: .relaxed) }

  /// Whether someone asked.
  public var isRequested: Bool { flag.load(ordering: .relaxed) }
}
