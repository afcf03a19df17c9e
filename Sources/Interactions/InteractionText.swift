import Formats

/// A text form in which interactions are written.
public enum InteractionText: String, CaseIterable, Sendable {
  /// `user item`, parted by a tab, one interaction a line.
  case tsv
  /// `user item item …`, one user a line.
  case lightgcn

  /// Writes users with their items, in order.
  /// - Throws: `FileError`.
  public func write(_ rows: [(user: String, items: [String])], to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    for (user, items) in rows where !items.isEmpty {
      switch self {
      case .tsv: try file.append(items.map { "\(user)\t\($0)\n" }.joined())
      case .lightgcn: try file.append("\(user) \(items.joined(separator: " "))\n")
      }
    }
    try file.commit()
  }
}

extension InteractionList {
  /// Each user's items in the order of the files, under their original ids.
  public var rows: [(user: String, items: [String])] {
    let matrix = matrix
    return (0..<matrix.userCount).map { user in
      (userIds[user], matrix[user].map { itemIds[Int($0)] })
    }
  }
}

/// The interactions in a pickle: a dict from users to one item, to a list of items, or to a dict of
/// them, such as DE-RRD's leave-one-out files.
///
/// - Throws: `FileError`, `ForeignFileError`, or ``DataError`` when it is something else.
public func pickledInteractions(_ path: String) throws -> [(user: String, items: [String])] {
  let root = try Pickle(path).root
  guard let entries = root.entries else {
    throw DataError("holds \(root.described), not a dict from users to items", path: path)
  }
  return try entries.map { key, value in
    let keys = value.entries?.map(\.key)
    let items = keys ?? value.elements ?? [value]
    guard let user = key.id,
      case let names = value.array == nil
        ? items.compactMap(\.id)
        : value
          .integers?.map(String.init) ?? [], names.count == items.count || value.array != nil
    else {
      throw DataError("holds \(value.described) under a user, not items", path: path)
    }
    return (user, names)
  }
}

extension PickledObject {
  /// A number or a text as an id.
  fileprivate var id: String? { int.map(String.init) ?? string }
}
