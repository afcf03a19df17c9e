import Foundation

/// Why a training ended before its budget, as the log says it.
enum EarlyStop: CustomStringConvertible {
  /// So many evaluations in a row brought nothing better than the best.
  case patience(Int, monitor: String, best: Double, epoch: Int)
  /// A hook returned `"stop"`.
  case asked

  var description: String {
    switch self {
    case .patience(let count, let monitor, let best, let epoch):
      "\(count) evaluation\(count == 1 ? "" : "s") without a better \(monitor) "
        + "(best \(String(format: "%.4f", best)) at epoch \(epoch))"
    case .asked: "as a plugin asked"
    }
  }
}
