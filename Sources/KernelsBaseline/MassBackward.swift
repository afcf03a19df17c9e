// The backward pass of the mass in the items: dItems[i] += Σ w[u]·exp(u·i)·u over the users that do not
// exclude i and whose score was not clamped. Exponentials are computed anew, not kept.
//
// An item's gradient is one sum over users, ascending, so panels may go to threads in any way.

@inline(__always) private var tile: Int { 64 }

/// Items whose scores with a tile of users stay in cache.
@inline(__always) private var blockItems: Int { 192 }

/// Adds the gradient in the items of panels `firstPanel ..< lastPanel` to `dItems` [n, d], given
/// `weights` [b], the gradient in the masses. Excluded pairs of panel p are at
/// excludedFrom[p] ..< excludedFrom[p + 1], by user. Pointers begin at user 0, item 0 and panel 0.
@inline(never)
public func massBackward(
  _ items: UnsafePointer<Float>, _ itemNorms: UnsafePointer<Float>, _ n: Int, _ d: Int,
  _ firstPanel: Int, _ lastPanel: Int, _ users: UnsafePointer<Float>,
  _ userNorms: UnsafePointer<Float>, _ b: Int, _ weights: UnsafePointer<Float>, _ clamp: Float,
  _ excludedFrom: UnsafePointer<Int>, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ dItems: UnsafeMutablePointer<Float>
) {
  let panels = lastPanel - firstPanel
  let (row, most) = (panels * width, min(panels, blockItems / width))
  let memory = scratch(
    paddedDimension(d) * row + 2 * (tile * d + 8) + tile * most * width + width + 2 * panels)
  let scaled = memory + paddedDimension(d) * row
  let weighted = scaled + (tile * d + 8)
  let scores = weighted + (tile * d + 8)
  let keep = scores + tile * most * width
  let cursors = UnsafeMutableRawPointer(keep + width).assumingMemoryBound(to: Int.self)
  for i in 0..<paddedDimension(d) * row { memory[i] = 0 }
  for i in 0..<2 * (tile * d + 8) { scaled[i] = 0 }
  for p in 0..<panels { cursors[p] = excludedFrom[firstPanel + p] }
  var user = 0
  while user < b {
    let count = min(tile, b - user)
    weight(users + user * d, weights + user, count, d, weighted)
    let range = scoreRange(userNorms + user, count, itemNorms + firstPanel, panels, clamp)
    if range.isTame && d <= registerDimensions {
      scale(users + user * d, binaryLogarithmOfE, scaled, count * d)
      gradientInRegisters(
        items, d, firstPanel, panels, scaled, weighted, user, count, cursors, excludedFrom,
        excludedUsers, excludedItems, memory, keep)
    } else {
      packUsers(users + user * d, count, d, userScale(range), scaled)
      var p = 0
      while p < panels {
        gradientByTile(
          items, d, firstPanel + p, min(most, panels - p), scaled, weighted, user, count, clamp,
          range, cursors + p, excludedFrom, excludedUsers, excludedItems, memory + p * width, row,
          scores)
        p += most
      }
    }
    user += count
  }
  scatter(memory, row, min(row, n - firstPanel * width), d, dItems + firstPanel * width * d)
  UnsafeMutableRawPointer(memory).deallocate()
}

/// out = w·u for each user.
@inline(__always)
private func weight(_ users: Floats, _ w: Floats, _ count: Int, _ d: Int, _ out: MutableFloats) {
  for user in 0..<count { for k in 0..<d { out[user * d + k] = w[user] * users[user * d + k] } }
}

/// Adds sums [d, row] of `count` items to their gradients [count, d], a line of sums at a time.
@inline(__always)
private func scatter(_ sums: Floats, _ row: Int, _ count: Int, _ d: Int, _ out: MutableFloats) {
  var first = 0
  while first < count {
    let last = min(count, first + 16)
    for k in 0..<d { for item in first..<last { out[item * d + k] += sums[k * row + item] } }
    first = last
  }
}
