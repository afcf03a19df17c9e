extension Split {
  /// The split of HetComp (Kang et al., WWW'23), with numpy's legacy shuffle to the last swap.
  ///
  /// One generator goes over the users in order and shuffles each one's items: the first
  /// ⌊0.2 n⌋ are test, the next as many valid, the rest train. Then held-out items that occur in
  /// nobody's train are removed, and a user left without valid or without test loses both.
  ///
  /// - Parameter share: the part of each user's items that is test, and again that is valid.
  /// - Throws: ``DataError`` when the seed is not one of numpy's, or nobody is left to measure.
  public static func www23(
    _ data: InteractionList, dataset: String, seed: UInt64, share: Double = 0.2
  ) throws(DataError) -> Split {
    guard let legacySeed = UInt32(exactly: seed) else {
      throw DataError("the seed of a www23 split must lie in 0 … \(UInt32.max), not \(seed)")
    }
    var generator = MersenneTwister(seed: legacySeed)
    let matrix = data.matrix
    var (train, valid, test) = ([[Int32]](), [[Int32]](), [[Int32]]())
    for user in 0..<matrix.userCount {
      var items = Array(matrix[user])
      generator.shuffle(&items)
      let held = Int(share * Double(items.count))
      test.append(Array(items[..<held]))
      valid.append(Array(items[held..<(2 * held)]))
      train.append(Array(items[(2 * held)...]))
    }
    removeColdItems(&valid, &test, train: train, itemCount: matrix.itemCount)
    guard test.contains(where: { !$0.isEmpty }) else {
      throw DataError("no user of \(dataset) keeps both valid and test items: the data is too thin")
    }
    return Split(
      dataset: dataset, recipe: "www23", seed: seed,
      train: InteractionMatrix(rows: train, itemCount: matrix.itemCount),
      valid: InteractionMatrix(rows: valid, itemCount: matrix.itemCount),
      test: InteractionMatrix(rows: test, itemCount: matrix.itemCount),
      users: data.userIds, items: data.itemIds, warnings: data.warnings)
  }
}

private func removeColdItems(
  _ valid: inout [[Int32]], _ test: inout [[Int32]], train: [[Int32]], itemCount: Int
) {
  var isWarm = [Bool](repeating: false, count: itemCount)
  for item in train.joined() { isWarm[Int(item)] = true }
  for user in train.indices {
    valid[user].removeAll { !isWarm[Int($0)] }
    test[user].removeAll { !isWarm[Int($0)] }
    if valid[user].isEmpty || test[user].isEmpty {
      valid[user] = []
      test[user] = []
    }
  }
}
