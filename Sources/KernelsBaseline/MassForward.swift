// The mass of the catalogue, mass[u] = Σ exp(clamp(u·i)) over the items i a user does not exclude,
// and V[u] = Σ exp(u·i)·i over those whose score was not clamped, which is its gradient in u.
//
// Users × items is never stored: a tile of users meets one chunk of items, and its exponentials live
// in cache or registers. Tiles are counted from user 0, so that results do not depend on how a
// caller cuts users (at multiples of `userTile`) or hands out chunks.

@inline(__always) private var tile: Int { 48 }

/// Users the forward pass takes at once; cut users at multiples of it.
public func userTile() -> Int { tile }

/// Adds the masses of users `first ..< last` over panels `firstPanel ..< lastPanel` to `mass` [b], and
/// to `v` [b, d] if given. The pair (excludedUsers[i], excludedItems[i]) is left out, for i up to
/// `excluded`: all pairs of these panels, by user. Pointers begin at user 0 and panel 0.
@inline(never)
public func massForward(
  _ items: UnsafePointer<Float>, _ itemNorms: UnsafePointer<Float>, _ n: Int, _ d: Int,
  _ firstPanel: Int, _ lastPanel: Int, _ users: UnsafePointer<Float>,
  _ userNorms: UnsafePointer<Float>, _ first: Int, _ last: Int, _ clamp: Float,
  _ excludedUsers: UnsafePointer<Int32>, _ excludedItems: UnsafePointer<Int32>, _ excluded: Int,
  _ mass: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>?
) {
  let panels = lastPanel - firstPanel
  let memory = scratch(tile * (panels * width + d) + 8 + width + 8)
  let keep = memory + (tile * d + 8)
  let unused = keep + width
  let scores = unused + 8
  for i in 0..<(tile * d + 8) { memory[i] = 0 }
  var cursor = firstPair(excludedUsers, excluded, from: first)
  var user = first
  while user < last {
    let count = min(tile, last - user)
    let range = scoreRange(userNorms + user, count, itemNorms + firstPanel, panels, clamp)
    if range.isTame && d <= registerDimensions {
      massInRegisters(
        items, n, d, firstPanel, lastPanel, users, user, count, excludedUsers, excludedItems,
        excluded, &cursor, mass, v, memory, keep, unused)
    } else {
      massByTile(
        items, n, d, firstPanel, lastPanel, users, user, count, clamp, range, excludedUsers,
        excludedItems, excluded, &cursor, mass, v, memory, scores)
    }
    user += count
  }
  UnsafeMutableRawPointer(memory).deallocate()
}

/// The first pair whose user is at least `user`.
@inline(__always)
private func firstPair(_ users: UnsafePointer<Int32>, _ count: Int, from user: Int) -> Int {
  var (low, high) = (0, count)
  while low < high {
    let middle = (low + high) / 2
    if Int(users[middle]) < user { low = middle + 1 } else { high = middle }
  }
  return low
}
