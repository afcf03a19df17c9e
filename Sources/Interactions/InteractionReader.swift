/// Reads one or more text files into one list of interactions.
public struct InteractionReader {
  private let format: InteractionFormat
  private(set) var userIds = IdMap()
  private(set) var itemIds = IdMap()
  private(set) var users: [Int32] = []
  private(set) var items: [Int32] = []
  private var times: [Double] = []
  private(set) var warnings = DataWarnings()

  /// A reader that has read nothing yet.
  init(_ format: InteractionFormat) { self.format = format }

  /// Reads files of one format, in order, as one list.
  ///
  /// - Throws: `FileError`, or ``DataError`` naming file and line.
  public static func read(
    _ paths: [String], as format: InteractionFormat
  ) throws -> InteractionList {
    var reader = InteractionReader(format)
    for path in paths { try reader.read(path) }
    guard !reader.users.isEmpty else {
      throw DataError("holds no interactions", path: paths.joined(separator: ", "))
    }
    return InteractionList(
      userIds: reader.userIds, itemIds: reader.itemIds, users: reader.users, items: reader.items,
      times: reader.times.isEmpty ? nil : reader.times, warnings: reader.warnings)
  }

  /// Adds the interactions of a file.
  mutating func read(_ path: String) throws {
    var scanner = try LineScanner(path)
    switch format {
    case .usersDat: try readUsersDat(&scanner)
    case .lightGCN: try readLightGCN(&scanner)
    case .delimited(let format): try readDelimited(&scanner, format)
    }
  }

  private mutating func readUsersDat(_ scanner: inout LineScanner) throws(DataError) {
    var user: Int64 = 0
    while scanner.hasMore {
      var declared: Int64 = 0
      if scanner.atToken() { declared = try scanner.number("the count") }
      let listed = try readItems(of: user, &scanner)
      guard listed == declared else {
        throw scanner.error(
          "the line declares \(declared) items but lists \(listed); a line of users.dat is "
            + "'count item item …'")
      }
      _ = scanner.restOfLine()
      user += 1
    }
  }

  private mutating func readLightGCN(_ scanner: inout LineScanner) throws(DataError) {
    while scanner.hasMore {
      if scanner.atToken() {
        let user = try scanner.number("user id")
        _ = try readItems(of: user, &scanner)
      }
      _ = scanner.restOfLine()
    }
  }

  /// Reads the items up to the end of the line; how many there were.
  private mutating func readItems(
    of user: Int64, _ scanner: inout LineScanner
  ) throws(DataError) -> Int64 {
    guard scanner.atToken() else {
      warnings.usersWithoutItems += 1
      return 0
    }
    let dense = userIds.place(of: user)
    var listed: Int64 = 0
    repeat {
      users.append(dense)
      items.append(itemIds.place(of: try scanner.number("item id")))
      listed += 1
    } while scanner.atToken()
    return listed
  }

  private mutating func readDelimited(
    _ scanner: inout LineScanner, _ format: DelimitedFormat
  ) throws(DataError) {
    let columns = try DelimitedColumns(format, &scanner)
    var fields: [Range<Int>] = []
    while scanner.hasMore {
      let line = scanner
      let range = scanner.restOfLine()
      guard line.bytes[range].contains(where: { $0 > 0x20 }) else { continue }
      try columns.split(range, of: line, into: &fields)
      if let least = format.minimumRating, let rating = columns.rating {
        guard try columns.real(fields[rating], line, "rating") >= least else { continue }
      }
      if let time = columns.time { times.append(try columns.real(fields[time], line, "time")) }
      let (user, item) = (fields[columns.user], fields[columns.item])
      if format.hasTextIds {
        users.append(userIds.place(of: try columns.text(user, line, "user id")))
        items.append(itemIds.place(of: try columns.text(item, line, "item id")))
      } else {
        users.append(userIds.place(of: try columns.number(user, line, "user id")))
        items.append(itemIds.place(of: try columns.number(item, line, "item id")))
      }
    }
  }
}
