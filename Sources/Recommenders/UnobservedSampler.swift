import Tensors

/// Draws items that a user has not interacted with, uniformly and with one random number each.
public struct UnobservedSampler: Sendable {
  /// How many items there are.
  public let items: Int

  /// A sampler of ids in `0 ..< items`.
  public init(items: Int) { self.items = items }

  /// The item at a uniform place among those not in `observed` (ascending, without repeats).
  ///
  /// The place r is drawn below the number of unobserved items; then the item is r plus the number
  /// of observed items before it, found by bisection. No rejection, whatever the user's history.
  public func draw(notIn observed: ArraySlice<Int32>, from stream: inout RandomStream) -> Int32 {
    let place = stream.integer(below: items - observed.count)
    var (low, high) = (observed.startIndex, observed.endIndex)
    while low < high {
      let middle = (low + high) / 2
      if Int(observed[middle]) - (middle - observed.startIndex) <= place {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return Int32(place + low - observed.startIndex)
  }
}
