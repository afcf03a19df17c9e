import Tensors

/// How much an item's rank moved about a stage: the standard deviation of its ranks over
/// neighbouring evaluations, an absent item counting as rank K. Source: ConCF (WWW'22).
enum RankDeviation {
  /// The positions of `window` evaluations about `center`, moved inwards at the ends.
  static func neighbours(of center: Int, among count: Int, window: Int) -> Range<Int> {
    let width = min(window, count)
    let start = min(max(0, center - width / 2), count - width)
    return start..<start + width
  }

  /// Deviations (of the population) for a table of lists over the tables of its neighbours.
  ///
  /// *Shapes:* every table is [users, depth] row by row, −1 pads; pads get 0.
  static func table(
    of center: [Int32], over neighbours: [[Int32]], depth: Int, items: Int
  ) -> [Float] {
    let users = center.count / max(1, depth)
    let blocks = Parallel.map(users, grain: 256) { range in
      var place = [Int32](repeating: -1, count: items)
      var result: [Float] = []
      result.reserveCapacity(range.count * depth)
      for user in range {
        let rows = user * depth..<(user + 1) * depth
        var sums = [(first: Double, second: Double)](repeating: (0, 0), count: depth)
        for (rank, item) in center[rows].enumerated() where item >= 0 {
          place[Int(item)] = Int32(rank)
        }
        for table in neighbours {
          for (rank, item) in table[rows].enumerated() where item >= 0 && place[Int(item)] >= 0 {
            let closeness = Double(depth - rank)
            sums[Int(place[Int(item)])].first += closeness
            sums[Int(place[Int(item)])].second += closeness * closeness
          }
        }
        for (rank, item) in center[rows].enumerated() {
          guard item >= 0 else {
            result.append(0)
            continue
          }
          place[Int(item)] = -1
          let mean = sums[rank].first / Double(neighbours.count)
          let variance = sums[rank].second / Double(neighbours.count) - mean * mean
          result.append(Float(max(0, variance).squareRoot()))
        }
      }
      return result
    }
    return blocks.flatMap { $0 }
  }
}
