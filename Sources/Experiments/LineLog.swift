import Formats
import Foundation

/// A text file of lines that is always whole on the disk, such as `metrics.jsonl`.
final class LineLog {
  private let path: String
  private(set) var lines: [String] = []

  /// Begins a log, or continues the one that is there.
  init(_ path: String, continuing: Bool) throws {
    self.path = path
    guard continuing, FileManager.default.fileExists(atPath: path) else { return }
    lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// Adds a line; it is on the disk after the next ``write()``.
  func append(_ line: String) { lines.append(line) }

  /// Adds an object as a line.
  func append(_ object: JSONObject) { append(JSONValue.object(object).text()) }

  /// Puts all lines on the disk.
  func write() throws(FileError) {
    try AtomicFile.write(lines.map { $0 + "\n" }.joined(), to: path)
  }

  /// Forgets what a model's training added after its first `count` lines, before it is resumed.
  func keep(_ count: Int, of model: String) {
    let mark = mark(of: model)
    var seen = 0
    lines.removeAll { line in
      guard line.hasPrefix(mark) else { return false }
      seen += 1
      return seen > count
    }
  }

  /// How many lines a model's training added.
  func count(of model: String) -> Int {
    let mark = mark(of: model)
    return lines.count { $0.hasPrefix(mark) }
  }

  /// How the lines of a model's training begin.
  private func mark(of model: String) -> String {
    "{\"model\":\(JSONValue.string(model).text()),"
  }
}
