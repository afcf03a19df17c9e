import Foundation

/// Reads lines with editing, history and completion; plain lines where there is no terminal.
final class LineEditor {
  /// How a line came to its end.
  enum Line: Equatable {
    case text(String)
    /// Ctrl-C: the line is thrown away.
    case cancelled
    /// Ctrl-D, or the end of the input.
    case end
  }

  /// Whether a person is typing.
  let isInteractive: Bool
  private var history: LineHistory
  private let complete: (String) -> (typed: Int, names: [String])

  init(history: LineHistory, complete: @escaping (String) -> (typed: Int, names: [String])) {
    isInteractive =
      isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    self.history = history
    self.complete = complete
  }

  /// The next line, without its end.
  func read(_ prompt: String) -> Line {
    guard isInteractive else { return readLine().map { .text($0) } ?? .end }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return .end }
    var raw = before
    cfmakeraw(&raw)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    let line = edit(prompt)
    write("\r\n")
    return line
  }

  /// Keeps what was typed, one line or several, for ↑.
  func keep(_ text: String) { if isInteractive { history.add(text) } }

  private func edit(_ prompt: String) -> Line {
    var buffer = LineBuffer()
    history.rewind()
    while true {
      show(prompt, buffer)
      switch Key(Self.byte) {
      case .enter: return .text(buffer.text)
      case .cancel: return .cancelled
      case .endOfInput where buffer.letters.isEmpty: return .end
      case .endOfInput: buffer.apply(.delete)
      case .up: if let text = history.earlier(than: buffer.text) { buffer = LineBuffer(text) }
      case .down: if let text = history.later() { buffer = LineBuffer(text) }
      case .tab: completeName(in: &buffer)
      case .clearScreen: write("\u{1B}[H\u{1B}[2J")
      case let key: buffer.apply(key)
      }
    }
  }

  private func completeName(in buffer: inout LineBuffer) {
    let (typed, names) = complete(buffer.textBeforeCursor)
    guard let first = names.first else { return }
    let common = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    buffer.insert(String(common.dropFirst(typed)))
    guard names.count > 1, common.count <= typed else { return }
    write("\r\n" + names.prefix(60).joined(separator: "  ") + "\r\n")
  }

  private func show(_ prompt: String, _ buffer: LineBuffer) {
    let (text, cursor) = buffer.window(Terminal.current().width - prompt.count - 1)
    write("\r\(prompt)\(text.replacing("\n", with: "⏎"))\u{1B}[K\r\u{1B}[\(prompt.count + cursor)C")
  }

  private func write(_ text: String) { StandardStream.output.write(text) }

  private static func byte() -> UInt8? {
    var byte: UInt8 = 0
    return Foundation.read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
  }
}
