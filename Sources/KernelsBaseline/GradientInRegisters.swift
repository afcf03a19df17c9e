// The backward pass for up to 8 dimensions and scores that need no clamp: a panel and its sums stay in
// registers while a tile of users passes.

/// Adds to `sums` [dimension, panels·width]; `cursors` says where each panel's excluded pairs are up to.
@inline(__always)
func gradientInRegisters(
  _ items: Floats, _ d: Int, _ firstPanel: Int, _ panels: Int, _ scaled: Floats,
  _ weighted: Floats, _ first: Int, _ count: Int, _ cursors: UnsafeMutablePointer<Int>,
  _ excludedFrom: UnsafePointer<Int>, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ sums: MutableFloats, _ keep: MutableFloats
) {
  let (row, size) = (panels * width, paddedDimension(d) * width)
  for p in 0..<panels {
    let (item, out) = (items + (firstPanel + p) * size, sums + p * width)
    let end = excludedFrom[firstPanel + p + 1]
    switch d {
    case 1, 2:
      sweep2(
        item, d, scaled, weighted, first, count, &cursors[p], end, excludedUsers, excludedItems,
        out, row, keep)
    case 3, 4:
      sweep4(
        item, d, scaled, weighted, first, count, &cursors[p], end, excludedUsers, excludedItems,
        out, row, keep)
    case 5, 6:
      sweep6(
        item, d, scaled, weighted, first, count, &cursors[p], end, excludedUsers, excludedItems,
        out, row, keep)
    default:
      sweep8(
        item, d, scaled, weighted, first, count, &cursors[p], end, excludedUsers, excludedItems,
        out, row, keep)
    }
  }
}

/// One panel meets the users; `wide` is `d` rounded up to even.
@inline(__always)
private func sweep(
  _ wide: Int, _ item: Floats, _ d: Int, _ scaled: Floats, _ weighted: Floats, _ first: Int,
  _ count: Int, _ cursor: inout Int, _ end: Int, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ out: MutableFloats, _ row: Int, _ keep: MutableFloats
) {
  let i = loadOctet(item, width, wide)
  var sums = loadOctet(out, row, wide)
  var user = 0
  while true {
    let stop = cursor < end ? min(count, Int(excludedUsers[cursor]) - first) : count
    while user < stop {
      let e = powerOfTwo(dot(splatOctet(scaled + user * d, wide), i, wide))
      accumulate(&sums, e, splatOctet(weighted + user * d, wide), wide)
      user += 1
    }
    guard user < count else { break }
    for lane in 0..<width { keep[lane] = 1 }
    while cursor < end && Int(excludedUsers[cursor]) == first + user {
      keep[Int(excludedItems[cursor]) % width] = 0
      cursor += 1
    }
    let e = powerOfTwo(dot(splatOctet(scaled + user * d, wide), i, wide)) * load(keep)
    accumulate(&sums, e, splatOctet(weighted + user * d, wide), wide)
    user += 1
  }
  storeOctet(sums, out, row, wide)
}

@inline(never)
private func sweep2(
  _ item: Floats, _ d: Int, _ scaled: Floats, _ weighted: Floats, _ first: Int, _ count: Int,
  _ cursor: inout Int, _ end: Int, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ out: MutableFloats, _ row: Int, _ keep: MutableFloats
) {
  sweep(
    2, item, d, scaled, weighted, first, count, &cursor, end, excludedUsers, excludedItems, out,
    row, keep)
}

@inline(never)
private func sweep4(
  _ item: Floats, _ d: Int, _ scaled: Floats, _ weighted: Floats, _ first: Int, _ count: Int,
  _ cursor: inout Int, _ end: Int, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ out: MutableFloats, _ row: Int, _ keep: MutableFloats
) {
  sweep(
    4, item, d, scaled, weighted, first, count, &cursor, end, excludedUsers, excludedItems, out,
    row, keep)
}

@inline(never)
private func sweep6(
  _ item: Floats, _ d: Int, _ scaled: Floats, _ weighted: Floats, _ first: Int, _ count: Int,
  _ cursor: inout Int, _ end: Int, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ out: MutableFloats, _ row: Int, _ keep: MutableFloats
) {
  sweep(
    6, item, d, scaled, weighted, first, count, &cursor, end, excludedUsers, excludedItems, out,
    row, keep)
}

@inline(never)
private func sweep8(
  _ item: Floats, _ d: Int, _ scaled: Floats, _ weighted: Floats, _ first: Int, _ count: Int,
  _ cursor: inout Int, _ end: Int, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ out: MutableFloats, _ row: Int, _ keep: MutableFloats
) {
  sweep(
    8, item, d, scaled, weighted, first, count, &cursor, end, excludedUsers, excludedItems, out,
    row, keep)
}
