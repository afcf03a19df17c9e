import Synchronization

extension Parallel {
  /// The results of `body` on ranges of `grain` (the last may be shorter) of `0 ..< count`, in order.
  ///
  /// Ranges depend on `count` and `grain` alone, so results do not depend on the number of threads.
  package static func map<Result: Sendable>(
    _ count: Int, grain: Int, _ body: (Range<Int>) -> Result
  ) -> [Result] {
    let blocks = (count + grain - 1) / grain
    let results = Mutex([Result?](repeating: nil, count: blocks))
    forEach(count, grain: grain) { range in
      let result = body(range)
      results.withLock { $0[range.lowerBound / grain] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
