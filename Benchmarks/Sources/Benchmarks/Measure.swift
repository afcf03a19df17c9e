import Foundation
import Kernels
import Tensors

/// What a piece of work takes.
struct Cost {
  /// Seconds on the clock.
  let wall: Double
  /// Seconds of all processors together; other programs disturb it less.
  let processor: Double
}

/// The median cost of `repeats` runs of `body`, after one that warms the caches.
func cost(of repeats: Int, _ body: () -> Void) -> Cost {
  body()
  var (walls, processors): ([Double], [Double]) = ([], [])
  for _ in 0..<repeats {
    let (wall, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    body()
    walls.append(seconds(CLOCK_MONOTONIC) - wall)
    processors.append(seconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
  }
  return Cost(wall: walls.sorted()[repeats / 2], processor: processors.sorted()[repeats / 2])
}

private func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Floating-point operations a second that one thread reaches at best.
func peak(_ kernels: Kernels) -> Double {
  let rounds = 1_000_000
  let seconds = cost(of: 7) { _ = kernels.peak(rounds, 1e-6) }.processor
  return Double(rounds * 24 * kernels.width) / seconds
}

extension Double {
  /// A fixed number of digits after the point, right-aligned.
  func text(_ digits: Int, _ width: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let whole = Int((self * scale).rounded())
    let head = String(whole / Int(scale))
    let tail = String(whole % Int(scale) + Int(scale)).dropFirst()
    let text = digits > 0 ? head + "." + tail : head
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension String {
  /// Left-aligned.
  func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
