import Formats
import Foundation

/// A run that a study keeps a record of: a config under some overrides, and what it is made of.
public struct StudyRun: Sendable {
  /// The config's path as it was given.
  public let path: String
  /// `key=value`, in the order of the axes.
  public let overrides: [String]
  /// What decides its numbers.
  public let fingerprint: RunFingerprint

  /// A run of these parts.
  public init(path: String, overrides: [String], fingerprint: RunFingerprint) {
    self.path = path
    self.overrides = overrides
    self.fingerprint = fingerprint
  }

  /// The config's name, without folder and ending.
  public var config: String { URL(filePath: path).deletingPathExtension().lastPathComponent }

  /// Config and overrides, as progress names the run.
  public var title: String { ([config] + overrides).joined(separator: " ") }

  /// The name of the record: config and overrides; where a file's name cannot hold them, their
  /// beginning and a digest.
  var file: String {
    let label = overrides.isEmpty ? "plain" : overrides.joined(separator: ",")
    let safe = label.map { $0.isLetter || $0.isNumber || "=.,-_".contains($0) ? $0 : "-" }
    let name = "\(config),\(String(safe))"
    guard name.utf8.count > 200 else { return "\(name).json" }
    var bytes = 0
    let beginning = name.prefix { character in
      bytes += character.utf8.count
      return bytes <= 180
    }
    return "\(beginning)-\(SHA256.hexDigest(of: title).prefix(8)).json"
  }
}
