import Formats
import Foundation
import Testing

/// One file that Python wrote, and what it holds; see `Fixtures/generate.py`.
struct PythonCase: Sendable, CustomTestStringConvertible {
  let name: String
  let kind: String
  let data: Data
  let expected: JSONValue

  var testDescription: String { name }

  /// The cases of some kinds.
  static func all(_ kinds: String...) -> [PythonCase] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/python.json").path
    let cases = (try? JSONValue(file: path))?.array ?? []
    return cases.compactMap { json in
      guard let name = json["name"]?.string, let kind = json["kind"]?.string,
        let text = json["bytes"]?.string, let data = Data(base64Encoded: text),
        kinds.isEmpty || kinds.contains(kind)
      else { return nil }
      return PythonCase(name: name, kind: kind, data: data, expected: json)
    }
  }

  /// The numbers expected under a key.
  func numbers(_ key: String) -> [Float] {
    expected[key]?.array?.compactMap { $0.double.map { Float($0) } } ?? []
  }
}

extension StoredArray {
  /// All numbers, row by row.
  func all() throws -> [Float] { try floats(rows: 0..<rows, of: "array") }
}
