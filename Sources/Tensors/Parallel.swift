import Dispatch
import Synchronization

/// Runs numbered blocks of work on the machine's cores.
///
/// What a block computes must depend on its number alone; results that several blocks contribute to
/// are combined by the caller in order of the numbers. Then the digits do not depend on the number
/// of threads.
public enum Parallel {
  private static let limit = Atomic<Int>(0)

  /// How many threads may work at once; at first every core the process may use.
  public static var threads: Int {
    get {
      let set = limit.load(ordering: .relaxed)
      return set > 0 ? set : available
    }
    set { limit.store(max(1, newValue), ordering: .relaxed) }
  }

  private static let available = max(1, processorCount())

  /// Calls `body` once for every block in `0 ..< blocks`, on up to `threads` threads.
  /// - Complexity: one fork and join, about half a microsecond, when more than one thread works.
  public static func forEach(_ blocks: Int, _ body: (Int) -> Void) {
    let workers = min(threads, blocks)
    guard workers > 1 else {
      for block in 0..<blocks { body(block) }
      return
    }
    let next = Atomic<Int>(0)
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let work = body
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
          let block = next.add(1, ordering: .relaxed).oldValue
          guard block < blocks else { return }
          work(block)
        }
      }
    }
  }

  /// Divides `0 ..< count` equally among the threads and calls `body` on each one's range. What happens
  /// to an element must not depend on the range that it is in.
  static func divide(_ count: Int, _ body: (Range<Int>) -> Void) {
    let parts = min(threads, max(1, count))
    forEach(parts) { part in body(part * count / parts..<(part + 1) * count / parts) }
  }

  /// Splits `0 ..< count` into ranges of `grain` (the last may be shorter) and calls `body` on each.
  public static func forEach(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    forEach((count + grain - 1) / grain) { block in
      body(block * grain..<min(count, (block + 1) * grain))
    }
  }
}
