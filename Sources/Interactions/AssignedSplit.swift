extension Split {
  /// A split in which each interaction was given its part; nil leaves it out of all of them.
  ///
  /// Rows keep the order of the list, and nothing is removed.
  ///
  /// - Parameter recipe: the name of whoever divided them.
  /// - Throws: ``DataError`` when train or test is empty.
  public static func assigned(
    _ data: InteractionList, to parts: [SplitPart?], dataset: String, recipe: String, seed: UInt64
  ) throws(DataError) -> Split {
    precondition(parts.count == data.count)
    func matrix(_ part: SplitPart) -> InteractionMatrix {
      let places = parts.indices.filter { parts[$0] == part }
      return InteractionMatrix(
        users: places.map { data.users[$0] }, items: places.map { data.items[$0] },
        userCount: data.userIds.count, itemCount: data.itemIds.count)
    }
    for part in [SplitPart.train, .test] where !parts.contains(part) {
      throw DataError("\(recipe) puts no interaction of \(dataset) into \(part.rawValue)")
    }
    return Split(
      dataset: dataset, recipe: recipe, seed: seed, train: matrix(.train), valid: matrix(.valid),
      test: matrix(.test), users: data.userIds, items: data.itemIds, warnings: data.warnings)
  }
}
