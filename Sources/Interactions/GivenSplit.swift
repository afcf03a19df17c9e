extension Split {
  /// A split whose parts are files of the user.
  ///
  /// Ids of `lightGCN` and `usersDat` files are taken as dense ids, so that trajectories made
  /// elsewhere on the same files fit; ids of delimited files are numbered by first appearance in
  /// train, valid, test. Parts are otherwise left as they are.
  ///
  /// - Parameter notes: sentences for the split's warnings.
  /// - Throws: `FileError`, or ``DataError`` naming file and line.
  public static func given(
    train: [String], valid: [String], test: [String], as format: InteractionFormat,
    dataset: String, notes: [String] = []
  ) throws -> Split {
    var reader = InteractionReader(format)
    var ends: [Int] = []
    for part in [train, valid, test] {
      for path in part { try reader.read(path) }
      ends.append(reader.users.count)
      if ends[0] == 0 {
        throw DataError("holds no interactions", path: part.joined(separator: ", "))
      }
    }
    var (userIds, itemIds) = (reader.userIds, reader.itemIds)
    var (users, items) = (reader.users, reader.items)
    if format.hasDenseIds {
      users = try takeAsDense(&userIds, users, of: "users", train)
      items = try takeAsDense(&itemIds, items, of: "items", train)
    }
    var warnings = reader.warnings
    warnings.notes = notes
    var parts: [InteractionMatrix] = []
    for (start, end) in zip([0] + ends, ends) {
      let part = InteractionList(
        userIds: userIds, itemIds: itemIds, users: Array(users[start..<end]),
        items: Array(items[start..<end]), warnings: DataWarnings())
      warnings = warnings + part.warnings
      parts.append(part.matrix)
    }
    warnings.overlaps = overlaps(parts[0], parts[1]) + overlaps(parts[0], parts[2])
    guard parts[2].count > 0 else {
      throw DataError("holds no interactions", path: test.joined(separator: ", "))
    }
    return Split(
      dataset: dataset, recipe: "given", seed: 0, train: parts[0], valid: parts[1],
      test: parts[2], users: userIds, items: itemIds, warnings: warnings)
  }
}

/// Lets original numbers stand as dense ids; refuses them when most of the numbers are unused.
private func takeAsDense(
  _ ids: inout IdMap, _ places: [Int32], of what: String, _ files: [String]
) throws(DataError) -> [Int32] {
  let largest = Int(ids.numbers.max() ?? 0)
  guard largest < 4 * ids.count + 1000 else {
    throw DataError(
      "\(ids.count) \(what) have ids up to \(largest): a given split needs dense ids from 0",
      path: files.joined(separator: ", "))
  }
  let numbers = ids.numbers
  ids = IdMap(identity: largest + 1)
  return places.map { Int32(numbers[Int($0)]) }
}

private func overlaps(_ train: InteractionMatrix, _ heldOut: InteractionMatrix) -> Int {
  (0..<train.userCount).reduce(0) { sum, user in
    let known = Set(train[user])
    return sum + heldOut[user].count { known.contains($0) }
  }
}
