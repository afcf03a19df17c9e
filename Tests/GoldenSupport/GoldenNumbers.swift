import Formats

/// A golden file without a field that its README promises.
public struct GoldenError: Error, CustomStringConvertible {
  /// The sentence that is shown.
  public let description: String
}

extension GoldenCase {
  /// The field at a path of names, such as `["float64", "value"]`.
  public func field(_ path: String...) throws -> JSONValue { try field(path) }

  /// A whole number.
  public func int(_ path: String...) throws -> Int { try read(path, \.int) }

  /// A number.
  public func double(_ path: String...) throws -> Double { try read(path, \.double) }

  /// A list of whole numbers.
  public func ints(_ path: String...) throws -> [Int32] { try read(path, \.ints).map(Int32.init) }

  /// A list of lists of whole numbers.
  public func intRows(_ path: String...) throws -> [[Int32]] {
    try read(path) { $0.array.flatMap { rows in all(rows.map(\.ints)) } }.map { $0.map(Int32.init) }
  }

  /// A matrix, row by row.
  public func matrix(_ path: String...) throws -> [[Double]] {
    try read(path) { $0.array.flatMap { rows in all(rows.map(\.doubles)) } }
  }

  /// The elements of a list, each as a case of its own; the path may be empty.
  public func parts(_ path: String...) throws -> [GoldenCase] {
    try read(path, \.array).enumerated().map {
      GoldenCase(label: "\(label).\(path.joined(separator: "."))[\($0)]", value: $1)
    }
  }

  private func field(_ path: [String]) throws -> JSONValue {
    var value = value
    for name in path {
      guard let next = value[name] else {
        throw GoldenError(description: "\(label) has no \(path.joined(separator: "."))")
      }
      value = next
    }
    return value
  }

  private func read<T>(_ path: [String], _ value: (JSONValue) -> T?) throws -> T {
    if let found = value(try field(path)) { return found }
    throw GoldenError(description: "\(label): \(path.joined(separator: ".")) has another type")
  }

  private func all<T>(_ values: [T?]) -> [T]? {
    let found = values.compactMap { $0 }
    return found.count == values.count ? found : nil
  }
}
