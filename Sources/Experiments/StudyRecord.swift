import Formats

/// One run of a study.
public struct StudyRecord: Sendable {
  /// The config's name.
  public let config: String
  /// What was overridden, the seed left out: runs that differ in the seed alone are one method.
  public let overrides: [String]
  /// What the run was made of; nil in a record from before this was kept.
  public let fingerprint: RunFingerprint?
  /// What came of it.
  public let result: RunResult

  /// Reads a record.
  /// - Throws: when the file cannot be read, or is none.
  public init(file path: String) throws {
    let json = try JSONValue(file: path)
    config = json["config"]?.string ?? ""
    overrides = (json["overrides"]?.array ?? []).compactMap(\.string)
      .filter { !$0.hasPrefix("seed=") }
    fingerprint = json["fingerprint"].flatMap { RunFingerprint(record: $0) }
    result = try RunResult(json["result"] ?? .null, source: path)
  }
}
