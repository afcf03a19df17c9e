import Foundation

/// What a piece of work takes.
public struct Cost: Sendable {
  /// Seconds on the clock.
  public let wall: Double
  /// Seconds of all processors together; other programs disturb it less.
  public let processor: Double

  /// A cost measured elsewhere.
  public init(wall: Double, processor: Double) { (self.wall, self.processor) = (wall, processor) }
}

/// Measures from when it was made.
public struct Stopwatch: Sendable {
  private let start = (wall: seconds(CLOCK_MONOTONIC), processor: seconds(CLOCK_PROCESS_CPUTIME_ID))

  /// A stopwatch that runs.
  public init() {}

  /// What has been spent so far.
  public var cost: Cost {
    Cost(
      wall: seconds(CLOCK_MONOTONIC) - start.wall,
      processor: seconds(CLOCK_PROCESS_CPUTIME_ID) - start.processor)
  }
}

extension Cost {
  /// The cost of one run of `body`.
  public init(_ body: () throws -> Void) rethrows {
    let stopwatch = Stopwatch()
    try body()
    self = stopwatch.cost
  }
}

/// The median cost of `repeats` runs of `body`, after one that warms the caches.
public func cost(of repeats: Int, _ body: () throws -> Void) rethrows -> Cost {
  try body()
  return try (0..<repeats).map { _ in try Cost(body) }.median
}

extension [Cost] {
  /// The median of either time by itself.
  public var median: Cost {
    Cost(wall: map(\.wall).median, processor: map(\.processor).median)
  }
}

extension [Double] {
  /// The middle one in rising order, the upper of two.
  public var median: Double { sorted()[count / 2] }
}

private func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
