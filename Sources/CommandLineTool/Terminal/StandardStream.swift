import Experiments
import Foundation
import Synchronization

/// Stdout and stderr, written to so that neither a full disk nor a slow reader crashes the process.
enum StandardStream: Int32 {
  /// Results. A failure is kept for the end; where nobody reads any more the process ends quietly.
  case output = 1
  /// Progress, log, errors. A failure is ignored: a training outlives its log.
  case errors = 2

  /// The system's number of the first failure of ``output``.
  private static let failure = Mutex<Int32?>(nil)

  /// Writes text, and waits where the reader is slow.
  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = Foundation.write(rawValue, Array(rest), rest.count)
      let code = errno
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if code == EAGAIN {
        waitForRoom()
      } else if code != EINTR {
        return giveUp(code)
      }
    }
  }

  /// Answers for all results that were written.
  /// - Throws: ``ExperimentError/failed(_:)`` when some did not reach stdout.
  static func checkOutput() throws(ExperimentError) {
    guard let code = failure.withLock({ $0 }) else { return }
    throw .failed(
      "stdout cannot be written: \(String(cString: strerror(code))); send the results elsewhere.")
  }

  private func waitForRoom() {
    var room = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    _ = poll(&room, 1, -1)
  }

  private func giveUp(_ code: Int32) {
    guard self == .output else { return }
    if code == EPIPE { exit(141) }  // as a shell calls the end by SIGPIPE, which is ignored here
    Self.failure.withLock { $0 = $0 ?? code }
  }
}
