import Formats
import Foundation

/// The Lua files that were read: their texts, and the names under which messages show them.
final class SourceNames {
  private let root: String
  private(set) var sources: [(name: String, text: String)] = []

  init(root: String) { self.root = Self.standard(root) }

  /// A path as the user knows it: from the project's root when it lies below.
  func shown(_ path: String) -> String {
    let whole = Self.standard(path)
    return whole.hasPrefix(root + "/") ? String(whole.dropFirst(root.count + 1)) : path
  }

  /// The text of a file, which is kept under a name for the run's folder.
  /// - Throws: ``ConfigError`` when it is missing or not UTF-8.
  func read(_ path: String, keeping name: String) throws -> String {
    let text = try read(path)
    keep(text, as: name)
    return text
  }

  /// Keeps a text for the run's folder, unless the name is taken.
  func keep(_ text: String, as name: String) {
    if !sources.contains(where: { $0.name == name }) { sources.append((name, text)) }
  }

  /// The text of a file.
  /// - Throws: ``ConfigError`` when it is missing or not UTF-8.
  func read(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigError(origin: shown(path), message: "there is no such file, or it is unreadable")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ConfigError(origin: shown(path), message: "the file is not UTF-8 text")
    }
    return text
  }

  private static func standard(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
