import Foundation

/// What the two output streams can show.
struct Terminal: Sendable {
  /// Whether progress may redraw its line.
  let redraws: Bool
  /// Whether stdout takes colour.
  let colours: Bool
  /// Columns of the screen, 100 where there is none.
  let width: Int

  /// Looks at the streams and at `NO_COLOR`.
  static func current() -> Terminal {
    let plain = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    var size = winsize()
    let known = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return Terminal(
      redraws: isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb",
      colours: isatty(STDOUT_FILENO) == 1 && !plain,
      width: known ? Int(size.ws_col) : 100)
  }

  /// Writes a line to stdout: a result.
  static func result(_ text: String) { StandardStream.output.write(text + "\n") }

  /// Writes a line to stderr: progress, log, errors.
  static func note(_ text: String) { StandardStream.errors.write(text + "\n") }
}
