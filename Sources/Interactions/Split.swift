import Formats

/// A part of a split; the raw value names its file.
public enum SplitPart: String, Sendable, CaseIterable {
  case train
  case valid
  case test
}

/// A part of a split that is held out from training.
public enum HeldOut: String, Sendable, CaseIterable {
  case valid
  case test
}

/// A dataset divided into what models learn from, what selects them and what measures them.
public struct Split: Sendable {
  /// The dataset's name.
  public let dataset: String
  /// What divided it: `www23`, `given`, or the name of a protocol that does so itself.
  public let recipe: String
  /// The recipe's seed.
  public let seed: UInt64
  /// What models learn from: users × items.
  public let train: InteractionMatrix
  /// What models are selected by.
  public let valid: InteractionMatrix
  /// What models are measured by.
  public let test: InteractionMatrix
  /// The original ids of users.
  public let users: IdMap
  /// The original ids of items.
  public let items: IdMap
  /// The users that are measured: those with test items, in rising order.
  public let evaluatedUsers: [Int32]
  /// SHA-256 of `train.txt` as ``write(to:)`` writes it: what trajectories are checked against.
  public let fingerprint: String
  /// What was amiss with the data.
  public let warnings: DataWarnings

  init(
    dataset: String, recipe: String, seed: UInt64, train: InteractionMatrix,
    valid: InteractionMatrix, test: InteractionMatrix, users: IdMap, items: IdMap,
    warnings: DataWarnings
  ) {
    self.dataset = dataset
    self.recipe = recipe
    self.seed = seed
    self.train = train
    self.valid = valid
    self.test = test
    self.users = users
    self.items = items
    self.warnings = warnings
    evaluatedUsers = (0..<test.userCount).filter { test.count(of: $0) > 0 }.map(Int32.init)
    var digest = SHA256()
    train.writeLines { (line) throws(Never) in digest.update(line.span) }
    fingerprint = digest.hexDigest()
  }

  /// The number of users.
  public var userCount: Int { train.userCount }

  /// The number of items, those that never occur in training included.
  public var itemCount: Int { train.itemCount }

  /// SHA-256 of `valid.txt` and `test.txt` as ``write(to:)`` writes them, one after the other.
  public var heldOutFingerprint: String {
    var digest = SHA256()
    for part in [valid, test] {
      part.writeLines { (lines) throws(Never) in digest.update(lines.span) }
    }
    return digest.hexDigest()
  }

  /// The items held out of a part.
  public subscript(_ part: HeldOut) -> InteractionMatrix {
    switch part {
    case .valid: valid
    case .test: test
    }
  }

  /// The items of each user that must not be ranked when a part is measured: those of training and
  /// of the other part, in rising order.
  public func exclusions(ranking part: HeldOut) -> InteractionMatrix {
    train.union(self[part == .valid ? .test : .valid])
  }
}
