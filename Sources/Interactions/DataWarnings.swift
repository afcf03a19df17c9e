/// What was amiss with some data without making it useless.
public struct DataWarnings: Sendable, Equatable {
  /// Pairs of user and item that were listed again; the first one is kept.
  public var duplicates = 0
  /// Users that list no item at all; they get no number.
  public var usersWithoutItems = 0
  /// Held-out pairs that are in the same user's training items too.
  public var overlaps = 0
  /// Anything else, each a sentence.
  public var notes: [String] = []

  /// Nothing amiss.
  public init() {}

  /// One sentence for each kind that occurred.
  public var sentences: [String] {
    var all: [String] = []
    if duplicates > 0 {
      all.append("\(counted(duplicates, "repeated pair")) of user and item: kept once.")
    }
    if usersWithoutItems > 0 {
      all.append("\(counted(usersWithoutItems, "user")) without items: left out.")
    }
    if overlaps > 0 {
      all.append(
        "\(counted(overlaps, "held-out pair")) also in training: never ranked, so never found.")
    }
    return all + notes
  }

  /// Both together.
  static func + (a: DataWarnings, b: DataWarnings) -> DataWarnings {
    var sum = a
    sum.duplicates += b.duplicates
    sum.usersWithoutItems += b.usersWithoutItems
    sum.overlaps += b.overlaps
    sum.notes += b.notes
    return sum
  }
}

/// "1 user", "2 users".
private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
