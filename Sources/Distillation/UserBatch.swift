import Tensors

/// A mini-batch of users and what they are taught.
public struct UserBatch {
  /// The users, in rising order. *Shape:* [b].
  public let users: IndexTensor
  /// Their ordered positives. *Shape:* [b, P], −1 pads.
  public let positives: IndexTensor
  /// Their target lists, best first. *Shape:* [b, K], −1 pads.
  public let targets: IndexTensor
  let source: Targets

  /// Number of users.
  public var count: Int { users.count }

  /// Each user's training items and first `targets` targets, in rising order: what the mass of the
  /// remaining unobserved items leaves out.
  public func exclusions(targets: Int) -> SparseRows {
    source.excluded(first: targets, of: users)
  }
}
