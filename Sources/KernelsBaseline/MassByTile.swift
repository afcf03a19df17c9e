// The forward pass for any dimension and any clamp: the scores of a tile of users and a chunk of items
// are a matrix product into cache, exponentiated there and multiplied by the items again.

@inline(__always)
func massByTile(
  _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int, _ lastPanel: Int, _ users: Floats,
  _ first: Int, _ count: Int, _ clamp: Float, _ tame: Bool, _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ excluded: Int, _ cursor: inout Int,
  _ mass: MutableFloats, _ v: MutableFloats?, _ memory: MutableFloats, _ scores: MutableFloats
) {
  let (panels, panelSize) = (lastPanel - firstPanel, paddedDimension(d) * width)
  let (row, base) = (panels * width, firstPanel * width)
  let chunk = items + firstPanel * panelSize
  packUsers(users + first * d, count, d, tame ? binaryLogarithmOfE : 1, memory)
  exponentiate(memory, count, d, chunk, panels, panelSize, clamp, tame, scores)
  while cursor < excluded && Int(excludedUsers[cursor]) < first + count {
    let user = Int(excludedUsers[cursor]) - first
    scores[user * row + Int(excludedItems[cursor]) - base] = 0
    cursor += 1
  }
  if n < base + row {
    for user in 0..<count { for item in n - base..<row { scores[user * row + item] = 0 } }
  }
  for user in 0..<count {
    mass[first + user] += sumOfMagnitudes(scores + user * row, row)
    if !tame { dropNegative(scores + user * row, row) }
  }
  guard let v else { return }
  weigh(scores, count, panels, chunk, panelSize, v + first * d, d)
}

/// Users [count, d] times `factor`, in rows for a matrix product.
@inline(__always)
func packUsers(_ users: Floats, _ count: Int, _ d: Int, _ factor: Float, _ out: MutableFloats) {
  for user in 0..<count {
    let (from, to) = (users + user * d, out + (user / tileRows * d * tileRows + user % tileRows))
    for k in 0..<d { to[k * tileRows] = from[k] * factor }
  }
}

/// exp(clamp(u·i)) of `count` packed users and `panels` panels, into `scores` [count, items].
/// A score that was clamped is marked by a negative sign.
@inline(__always)
func exponentiate(
  _ packed: Floats, _ count: Int, _ d: Int, _ chunk: Floats, _ panels: Int, _ panelSize: Int,
  _ clamp: Float, _ tame: Bool, _ scores: MutableFloats
) {
  let row = panels * width
  multiply(
    count, panels, d, packed, d * tileRows, tileRows, chunk, panelSize, width, scores, row, width,
    false)
  var i = 0
  if tame {
    while i < count * row {
      store(powerOfTwo(load(scores + i)), scores + i)
      i += width
    }
  } else {
    while i < count * row {
      store(clampedExponential(load(scores + i), splat(clamp)), scores + i)
      i += width
    }
  }
}

/// exp(clamp(s)), negative where the clamp changed s.
@inline(__always)
private func clampedExponential(_ s: Lanes, _ clamp: Lanes) -> Lanes {
  let e = exponential(smaller(larger(s, splat(0) - clamp), clamp))
  return e.replacing(with: splat(0) - e, where: magnitude(s) .> clamp)
}

@inline(__always)
private func sumOfMagnitudes(_ x: Floats, _ count: Int) -> Float {
  var (s0, s1, s2, s3) = (splat(0), splat(0), splat(0), splat(0))
  var i = 0
  while i + 4 * width <= count {
    s0 += magnitude(load(x + i))
    s1 += magnitude(load(x + (i + width)))
    s2 += magnitude(load(x + (i + 2 * width)))
    s3 += magnitude(load(x + (i + 3 * width)))
    i += 4 * width
  }
  while i < count {
    s0 += magnitude(load(x + i))
    i += width
  }
  return sum((s0 + s1) + (s2 + s3))
}

@inline(__always)
func dropNegative(_ x: MutableFloats, _ count: Int) {
  var i = 0
  while i < count {
    store(larger(load(x + i), splat(0)), x + i)
    i += width
  }
}
