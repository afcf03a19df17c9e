import Formats
import Foundation

/// Lines, and blocks of lines, that were typed in this session and earlier ones.
struct LineHistory {
  private var lines: [String]
  private let path: String?
  private var place = 0
  private var draft = ""
  private static let most = 1000
  /// What parts the lines of a block in the file.
  private static let inner = "\u{2028}"

  /// The history in a file, which need not exist yet; nil keeps none.
  init(file path: String?) {
    self.path = path
    let text = path.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? ""
    lines = text.split(separator: "\n").map { String($0).replacing(Self.inner, with: "\n") }
    place = lines.count
  }

  /// `$HETCOMP_HISTORY`, else a file in the home folder; an empty variable keeps none.
  static var usual: LineHistory {
    let named = ProcessInfo.processInfo.environment["HETCOMP_HISTORY"]
    let home = FileManager.default.homeDirectoryForCurrentUser.path
    return LineHistory(file: named.map { $0.isEmpty ? nil : $0 } ?? "\(home)/.hetcomp_history")
  }

  /// Keeps a line. A history that cannot be written is no reason to stop.
  mutating func add(_ line: String) {
    guard !line.isEmpty, line != lines.last else { return }
    lines = (lines + [line]).suffix(Self.most)
    if let path { try? AtomicFile.write(fileText, to: path) }
  }

  private var fileText: String {
    lines.map { $0.replacing("\n", with: Self.inner) + "\n" }.joined()
  }

  /// Back to the line after the last.
  mutating func rewind() { place = lines.count }

  /// The line before; what is being typed is kept for the way back.
  mutating func earlier(than typed: String) -> String? {
    guard place > 0 else { return nil }
    if place == lines.count { draft = typed }
    place -= 1
    return lines[place]
  }

  /// The line after.
  mutating func later() -> String? {
    guard place < lines.count else { return nil }
    place += 1
    return place == lines.count ? draft : lines[place]
  }
}
