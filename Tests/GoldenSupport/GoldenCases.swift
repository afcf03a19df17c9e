import Formats
import Foundation

/// One golden case: inputs and the reference's results, as the golden folder's README defines them.
public struct GoldenCase: Sendable {
  /// The file, and the place in it when it holds several cases, such as `bpr.json#1`.
  public let label: String
  /// The case.
  public let value: JSONValue
}

/// Where golden cases are read from: the folder in the repository, and the one that
/// `HETCOMP_GOLDEN` names (`../shared/golden` beside the repository when it is not set).
public enum GoldenFolder: String, CaseIterable, Sendable {
  /// The cases under version control.
  case committed
  /// The folder outside; it may hold cases that nobody has seen yet.
  case outside

  /// The folder.
  public var path: String {
    switch self {
    case .committed: Self.root + "/Tests/Golden"
    case .outside:
      ProcessInfo.processInfo.environment["HETCOMP_GOLDEN"] ?? Self.root + "/../shared/golden"
    }
  }

  /// Whether the folder is there; without it, its test is to be skipped.
  public var isThere: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// The folder above `Tests`.
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// Every case of the JSON files whose names begin with `prefix`, in order of the names.
  public func cases(_ prefix: String) throws -> [GoldenCase] {
    try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }
      .sorted()
      .flatMap { file in
        let value = try JSONValue(file: path + "/" + file)
        guard let cases = value["cases"]?.array else {
          return [GoldenCase(label: file, value: value)]
        }
        return cases.enumerated().map { GoldenCase(label: "\(file)#\($0)", value: $1) }
      }
  }
}
