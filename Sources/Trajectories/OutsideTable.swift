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
    /// Rows of varying length under numbers.
    case rows([(key: Int, row: PickledObject)])
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

  init(rows: [(key: Int, row: PickledObject)], source: String) {
    self.source = source
    meaning = .lists
    content = .rows(rows)
  }

  /// The most items that a row lists or scores.
  var width: Int {
    switch content {
    case .array(let array): array.rowCount
    case .rows(let rows): rows.lazy.map { $0.row.listLength }.max() ?? 0
    }
  }

  /// The numbers of the rows: as many as there are, or their keys.
  var keys: [Int] {
    switch content {
    case .array(let array): Array(0..<array.rows)
    case .rows(let rows): rows.map(\.key)
    }
  }

  /// The items that a row lists, in the file's own numbers.
  func list(at place: Int) throws -> [Int64] {
    switch content {
    case .array(let array): return try array.integers(rows: place..<place + 1, of: source)
    case .rows(let rows):
      guard let list = rows[place].row.listed else {
        throw TrajectoryError(
          source, "holds \(rows[place].row.described) for user \(rows[place].key), not a list")
      }
      return list
    }
  }
}

extension PickledObject {
  /// The numbers that a row of a table lists: those of a list, or the keys of a dict.
  var listed: [Int64]? {
    guard let entries else { return integers }
    let keys = entries.compactMap { $0.key.int.map(Int64.init) }
    return keys.count == entries.count ? keys : nil
  }

  fileprivate var listLength: Int { array?.rows ?? elements?.count ?? entries?.count ?? 0 }
}
