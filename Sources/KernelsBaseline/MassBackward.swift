// The backward pass of the mass in the items: dItems[i] += Σ w[u]·exp(u·i)·u over the users that do not
// exclude i and whose score was not clamped. Exponentials are computed anew, not kept.
//
// An item's gradient is one sum over users, ascending, so panels may go to threads in any way.

@inline(__always) private var tile: Int { 64 }

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
  let most = min(lastPanel - firstPanel, (d <= 8 ? 1024 : 192) / width)
  let (row, wide) = (most * width, paddedDimension(d))
  let memory = scratch(wide * row + 2 * (tile * d + 8) + tile * row + width + 2 * most)
  let scaled = memory + wide * row
  let weighted = scaled + (tile * d + 8)
  let scores = weighted + (tile * d + 8)
  let keep = scores + tile * row
  let cursors = UnsafeMutableRawPointer(keep + width).assumingMemoryBound(to: Int.self)
  for i in 0..<2 * (tile * d + 8) { scaled[i] = 0 }
  var panel = firstPanel
  while panel < lastPanel {
    let panels = min(most, lastPanel - panel)
    for i in 0..<wide * panels * width { memory[i] = 0 }
    for p in 0..<panels { cursors[p] = excludedFrom[panel + p] }
    var user = 0
    while user < b {
      let count = min(tile, b - user)
      weight(users + user * d, weights + user, count, d, weighted)
      let tame = scoresAreTame(userNorms + user, count, itemNorms + panel, panels, clamp)
      if tame && d <= 8 {
        scale(users + user * d, binaryLogarithmOfE, scaled, count * d)
        gradientInRegisters(
          items, d, panel, panels, scaled, weighted, user, count, cursors, excludedFrom,
          excludedUsers, excludedItems, memory, keep)
      } else {
        gradientByTile(
          items, d, panel, panels, users, weighted, user, count, clamp, tame, cursors,
          excludedFrom, excludedUsers, excludedItems, memory, scaled, scores)
      }
      user += count
    }
    scatter(
      memory, panels * width, min(panels * width, n - panel * width), d, dItems + panel * width * d)
    panel += panels
  }
  UnsafeMutableRawPointer(memory).deallocate()
}

/// out = w·u for each user.
@inline(__always)
private func weight(_ users: Floats, _ w: Floats, _ count: Int, _ d: Int, _ out: MutableFloats) {
  for user in 0..<count { for k in 0..<d { out[user * d + k] = w[user] * users[user * d + k] } }
}

/// Adds sums [d, row] of `count` items to their gradients [count, d].
@inline(__always)
private func scatter(_ sums: Floats, _ row: Int, _ count: Int, _ d: Int, _ out: MutableFloats) {
  for item in 0..<count { for k in 0..<d { out[item * d + k] += sums[k * row + item] } }
}
