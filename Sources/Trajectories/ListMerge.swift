/// Adds up importances of items and takes the best, for one user after another.
struct ListMerge {
  private var sums: [Double]
  private var touched: [Int32] = []

  init(items: Int) { sums = [Double](repeating: 0, count: items) }

  /// Adds what each place of `list` is worth: `importances` from position `start` on.
  ///
  /// Sums are in double precision and are compared rounded to single, so that mathematically equal
  /// sums tie whatever order the teachers stand in.
  mutating func add(_ list: [Int32], _ importances: [Float], from start: Int) {
    for (place, item) in list.enumerated() {
      let importance = Double(importances[start + place])
      guard importance > 0 else { continue }
      if sums[Int(item)] == 0 { touched.append(item) }
      sums[Int(item)] += importance
    }
  }

  /// The items of highest sum, ties by the smaller id; all sums are then zero again.
  mutating func best(_ count: Int) -> [Int32] {
    var keys: [UInt64] = []
    keys.reserveCapacity(touched.count)
    for item in touched {
      keys.append(UInt64(~Float(sums[Int(item)]).bitPattern) << 32 | UInt64(item))
      sums[Int(item)] = 0
    }
    touched.removeAll(keepingCapacity: true)
    if keys.count > count { keys = Self.candidates(keys, atLeast: count) }
    keys.sort()
    return keys.prefix(count).map { Int32(truncatingIfNeeded: $0) }
  }

  /// The keys whose leading bits are not above those of the key of rank `count`: few more than
  /// `count`, so that little is left to sort.
  private static func candidates(_ keys: [UInt64], atLeast count: Int) -> [UInt64] {
    var histogram = [Int](repeating: 0, count: 1 << 10)
    for key in keys { histogram[Int(key >> 54)] += 1 }
    var kept = 0
    var limit = 0
    while kept < count {
      kept += histogram[limit]
      limit += 1
    }
    return keys.filter { Int($0 >> 54) < limit }
  }
}
