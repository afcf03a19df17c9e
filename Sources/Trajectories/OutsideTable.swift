import Formats

/// What an outside teacher says of every user at one stage: scores of all items, or ranked lists.
public struct OutsideTable: Sendable {
  /// How the numbers are to be read.
  public enum Meaning: Sendable {
    /// A row holds a score for every item, higher is better.
    case scores
    /// A row holds items, best first.
    case lists
  }

  /// Where it comes from, for messages.
  public let source: String
  /// How its numbers are to be read.
  public let meaning: Meaning
  let content: Content

  enum Content: Sendable {
    case array(StoredArray)
    /// Rows of varying length, each under its place in a list or under a dict's key.
    case rows([(key: Int, row: PickledObject)], areNumberedByPlace: Bool)
  }

  /// A matrix in a file: floats are scores, whole numbers are lists, unless told.
  /// - Throws: ``TrajectoryError`` when it is no matrix of numbers.
  public init(
    _ array: StoredArray, source: String, meaning: Meaning? = nil
  ) throws(TrajectoryError) {
    guard array.shape.count == 2, !array.type.isText else {
      throw TrajectoryError(
        source, "has shape \(array.shape) of \(array.type); a teacher is a matrix, a row a user")
    }
    self.source = source
    self.meaning = meaning ?? (array.type.isInteger ? .lists : .scores)
    if self.meaning == .lists, !array.type.isInteger {
      throw TrajectoryError(source, "holds \(array.type), so its rows cannot be lists of items")
    }
    content = .array(array)
  }

  init(rows: [(key: Int, row: PickledObject)], areNumberedByPlace: Bool, source: String) {
    self.source = source
    meaning = .lists
    content = .rows(rows, areNumberedByPlace: areNumberedByPlace)
  }

  /// Whether a row's place is its user, so that there must be one for every user.
  var isNumberedByPlace: Bool {
    if case .rows(_, let areNumberedByPlace) = content { areNumberedByPlace } else { true }
  }

  /// The most items that a row lists or scores.
  var width: Int {
    switch content {
    case .array(let array): array.rowCount
    case .rows(let rows, _): rows.lazy.map { $0.row.listLength }.max() ?? 0
    }
  }

  /// The numbers of the rows: as many as there are, or their keys.
  var keys: [Int] {
    switch content {
    case .array(let array): Array(0..<array.rows)
    case .rows(let rows, _): rows.map(\.key)
    }
  }

  /// The items that a row lists, in the file's own numbers.
  func list(at place: Int) throws -> [Int64] {
    switch content {
    case .array(let array): return try array.integers(rows: place..<place + 1, of: source)
    case .rows(let rows, _):
      let (key, row) = rows[place]
      guard let items = row.rankedItems else {
        throw TrajectoryError(
          source,
          "holds \(row.described) for user \(key), not a list of items best first, nor a dict from "
            + "items to scores")
      }
      return items
    }
  }
}

extension PickledObject {
  /// The items that a row of a table ranks: a list as it stands, the keys of a dict by falling score,
  /// those of equal score in the dict's order. A set has no order.
  fileprivate var rankedItems: [Int64]? {
    guard let entries else { return isSet ? nil : integers }
    let scored = entries.compactMap { entry -> (item: Int64, score: Double)? in
      guard let item = entry.key.int, let score = entry.value.double, !score.isNaN else {
        return nil
      }
      return (Int64(item), score)
    }
    guard scored.count == entries.count else { return nil }
    return scored.enumerated()
      .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element.item)
  }

  fileprivate var listLength: Int { array?.rows ?? elements?.count ?? entries?.count ?? 0 }
}
