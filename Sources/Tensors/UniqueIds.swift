extension IndexTensor {
  /// Every id that occurs, once and in rising order, and where each element stands among those: as
  /// numpy's `unique` with `return_inverse`.
  ///
  /// *Shapes* any of k different ids → `ids` [k], `places` as this.
  /// - Throws: ``TensorError/index(operation:found:limit:)`` for an id outside `0 ..< limit`.
  /// - Complexity: O(elements + limit).
  public func unique(
    below limit: Int
  ) throws(TensorError) -> (ids: IndexTensor, places: IndexTensor) {
    try check(below: limit, in: "unique")
    let order = Storage<Int32>(repeating: -1, count: limit)
    for at in 0..<count { order.base[Int(base[at])] = 0 }
    let ids = Storage<Int32>(uninitialized: Swift.min(count, limit))
    var found: Int32 = 0
    for id in 0..<limit where order.base[id] >= 0 {
      ids.base[Int(found)] = Int32(id)
      order.base[id] = found
      found += 1
    }
    let places = Storage<Int32>(uninitialized: count)
    for at in 0..<count { places.base[at] = order.base[Int(base[at])] }
    return (
      IndexTensor(shape: [Int(found)], storage: ids), IndexTensor(shape: shape, storage: places)
    )
  }
}
