import Formats
import Interactions

/// A teacher that another program trained: a table for each stage, easiest first.
public struct OutsideTeacher: Sendable {
  /// What it is called, where the file says so.
  public var name: String?
  /// Its stages.
  public var stages: [OutsideTable]
  /// The original id of each row; nil when rows are numbered as the split's users.
  public var users: OutsideIds?
  /// The original id of each column or listed number; nil for the split's own numbers.
  public var items: OutsideIds?
  /// Whether a score of zero means that an item is not ranked at all, as in importances.
  public var zeroIsAbsent: Bool

  /// A teacher of these stages.
  public init(
    name: String? = nil, stages: [OutsideTable], users: OutsideIds? = nil,
    items: OutsideIds? = nil, zeroIsAbsent: Bool = false
  ) {
    self.name = name
    self.stages = stages
    self.users = users
    self.items = items
    self.zeroIsAbsent = zeroIsAbsent
  }
}

/// How the numbers in an outside file lead to the original ids of users or items.
public enum OutsideIds: Sendable, Equatable {
  /// The numbers are original ids themselves.
  case themselves
  /// The numbers count places in this list of original ids.
  case numbers([Int64])
  /// The numbers count places in this list of original ids.
  case texts([String])

  /// The ids in a vector of an array file.
  /// - Throws: `FileError` or `ForeignFileError`, or ``TrajectoryError`` when it is no vector.
  public init(_ array: StoredArray, source: String) throws {
    guard array.shape.count == 1 else {
      throw TrajectoryError(source, "has shape \(array.shape); ids are a vector")
    }
    self =
      array.type.isText
      ? .texts(try array.texts(of: source))
      : .numbers(try array.integers(rows: 0..<array.rows, of: source))
  }

  /// The dense number of the split that a number in the file stands for; nil when the split has
  /// none.
  func dense(of number: Int64, in ids: IdMap) -> Int32? {
    switch self {
    case .themselves: return ids.isText ? nil : ids.dense(of: number)
    case .numbers(let known):
      guard known.indices.contains(Int(clamping: number)) else { return nil }
      let original = known[Int(number)]
      return ids.isText ? ids.dense(of: String(original)) : ids.dense(of: original)
    case .texts(let known):
      guard known.indices.contains(Int(clamping: number)) else { return nil }
      return ids.dense(of: known[Int(number)])
    }
  }

  /// How many ids there are; nil when the numbers are ids.
  var count: Int? {
    switch self {
    case .themselves: nil
    case .numbers(let ids): ids.count
    case .texts(let ids): ids.count
    }
  }
}
