import Formats
import Foundation

/// The overrides that a run was given, in the folder of its copies: a JSON list, since a value may
/// hold any character.
public enum KeptOverrides {
  /// Their place among the copies.
  public static let file = "overrides.json"

  /// The text that is kept.
  public static func text(_ overrides: [String]) -> String {
    JSONValue.array(overrides.map { .string($0) }).text() + "\n"
  }

  /// Those of a folder of copies; none where none were given.
  /// - Throws: when the file is there and cannot be read.
  public static func read(in folder: String) throws -> [String] {
    let path = "\(folder)/\(file)"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return (try JSONValue(file: path).array ?? []).compactMap(\.string)
  }
}
