import Formats

/// What a run is made of: a SHA-256 digest of its resolved config, and one of every source beside it.
///
/// Threads, memory and folders are no part of it, because no digit depends on them.
public struct RunFingerprint: Sendable, Equatable {
  private let digests: JSONObject

  /// The fingerprint of a resolved config and of these sources.
  public init(resolved: JSONValue, sources: [(name: String, text: String)] = []) {
    var digests: JSONObject = ["config": .string(SHA256.hexDigest(of: resolved.text()))]
    for (name, text) in sources { digests[name] = .string(SHA256.hexDigest(of: text)) }
    self.digests = digests
  }

  /// What ``record`` gave; nil when it is no object.
  init?(record: JSONValue) {
    guard let digests = record.object else { return nil }
    self.digests = digests
  }

  /// The digests by name.
  var record: JSONValue { .object(digests) }

  /// What another one has different, such as `a different config and a different curricula/own.lua`;
  /// nil when nothing is.
  public func difference(from other: RunFingerprint) -> String? {
    let names = digests.keys + other.digests.keys.filter { digests[$0] == nil }
    let different = names.filter { digests[$0] != other.digests[$0] }
    return different.isEmpty
      ? nil : different.map { "a different \($0)" }.joined(separator: " and ")
  }
}
