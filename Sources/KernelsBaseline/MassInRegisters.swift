// The forward pass for up to 8 dimensions and scores that need no clamp: lanes are items; a user, its
// sums and the exponentials stay in registers.

/// Masses of `count` users from `first`; `memory` holds their scaled copies, `keep` one vector, and
/// `unused` the sums V when they are not wanted.
@inline(__always)
func massInRegisters(
  _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int, _ lastPanel: Int, _ users: Floats,
  _ first: Int, _ count: Int, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ excluded: Int, _ cursor: inout Int,
  _ mass: MutableFloats, _ v: MutableFloats?, _ memory: MutableFloats, _ keep: MutableFloats,
  _ unused: MutableFloats
) {
  scale(users + first * d, binaryLogarithmOfE, memory, count * d)
  for user in first..<first + count {
    let from = cursor
    while cursor < excluded && Int(excludedUsers[cursor]) == user { cursor += 1 }
    let (ids, some) = (excludedItems + from, cursor - from)
    let (u, m) = (Floats(memory + (user - first) * d), mass + user)
    var sums = unused
    if let v { sums = v + user * d }
    switch d {
    case 1, 2: sweep2(items, n, d, firstPanel, lastPanel, u, ids, some, m, sums, keep)
    case 3, 4: sweep4(items, n, d, firstPanel, lastPanel, u, ids, some, m, sums, keep)
    case 5, 6: sweep6(items, n, d, firstPanel, lastPanel, u, ids, some, m, sums, keep)
    default: sweep8(items, n, d, firstPanel, lastPanel, u, ids, some, m, sums, keep)
    }
  }
}

/// Dimensions up to which a user, its sums and the exponentials stay in registers; where those are few,
/// a tile in cache is faster at any.
#if K512 || arch(arm64)
  @inline(__always) var registerDimensions: Int { 8 }
#else
  @inline(__always) var registerDimensions: Int { 0 }
#endif

@inline(__always)
func scale(_ x: Floats, _ factor: Float, _ y: MutableFloats, _ count: Int) {
  for i in 0..<count { y[i] = factor * x[i] }
}

/// One user over the panels; `wide` is `d` rounded up to even.
@inline(__always)
private func sweep(
  _ wide: Int, _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int,
  _ lastPanel: Int, _ user: Floats, _ excluded: UnsafePointer<Int32>, _ count: Int,
  _ mass: MutableFloats, _ v: MutableFloats, _ keep: MutableFloats
) {
  let u = splatOctet(user, wide)
  var (total, sums) = (splat(0), emptyOctet())
  var (panel, cursor) = (firstPanel, 0)
  let whole = min(lastPanel, n / width)
  while true {
    let stop = cursor < count ? min(whole, Int(excluded[cursor]) / width) : whole
    var item = items + panel * wide * width
    while panel < stop {
      let i = loadOctet(item, width, wide)
      let e = powerOfTwo(dot(u, i, wide))
      total += e
      accumulate(&sums, e, i, wide)
      item += wide * width
      panel += 1
    }
    guard panel < lastPanel else { break }
    // A panel with excluded items, or the catalogue's last, which is not full.
    for lane in 0..<width { keep[lane] = panel * width + lane < n ? 1 : 0 }
    while cursor < count && Int(excluded[cursor]) / width == panel {
      keep[Int(excluded[cursor]) % width] = 0
      cursor += 1
    }
    let i = loadOctet(item, width, wide)
    let e = powerOfTwo(dot(u, i, wide)) * load(keep)
    total += e
    accumulate(&sums, e, i, wide)
    panel += 1
  }
  mass[0] += sum(total)
  addSums(sums.0, sums.1, sums.2, sums.3, v, min(4, d))
  if wide > 4 { addSums(sums.4, sums.5, sums.6, sums.7, v + 4, d - 4) }
}

@inline(never)
private func sweep2(
  _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int, _ lastPanel: Int, _ user: Floats,
  _ excluded: UnsafePointer<Int32>, _ count: Int, _ mass: MutableFloats, _ v: MutableFloats,
  _ keep: MutableFloats
) { sweep(2, items, n, d, firstPanel, lastPanel, user, excluded, count, mass, v, keep) }

@inline(never)
private func sweep4(
  _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int, _ lastPanel: Int, _ user: Floats,
  _ excluded: UnsafePointer<Int32>, _ count: Int, _ mass: MutableFloats, _ v: MutableFloats,
  _ keep: MutableFloats
) { sweep(4, items, n, d, firstPanel, lastPanel, user, excluded, count, mass, v, keep) }

@inline(never)
private func sweep6(
  _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int, _ lastPanel: Int, _ user: Floats,
  _ excluded: UnsafePointer<Int32>, _ count: Int, _ mass: MutableFloats, _ v: MutableFloats,
  _ keep: MutableFloats
) { sweep(6, items, n, d, firstPanel, lastPanel, user, excluded, count, mass, v, keep) }

@inline(never)
private func sweep8(
  _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int, _ lastPanel: Int, _ user: Floats,
  _ excluded: UnsafePointer<Int32>, _ count: Int, _ mass: MutableFloats, _ v: MutableFloats,
  _ keep: MutableFloats
) { sweep(8, items, n, d, firstPanel, lastPanel, user, excluded, count, mass, v, keep) }
