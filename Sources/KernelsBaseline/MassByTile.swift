// The forward pass for any dimension and any clamp: the scores of a tile of users and a chunk of items
// are a matrix product into cache, exponentiated there and multiplied by the items again.

@inline(__always)
func massByTile(
  _ items: Floats, _ n: Int, _ d: Int, _ firstPanel: Int, _ lastPanel: Int, _ users: Floats,
  _ first: Int, _ count: Int, _ clamp: Float, _ range: ScoreRange,
  _ excludedUsers: UnsafePointer<Int32>,
  _ excludedItems: UnsafePointer<Int32>, _ excluded: Int, _ cursor: inout Int,
  _ mass: MutableFloats, _ v: MutableFloats?, _ memory: MutableFloats, _ scores: MutableFloats
) {
  let (panels, panelSize) = (lastPanel - firstPanel, paddedDimension(d) * width)
  let (row, base) = (panels * width, firstPanel * width)
  let chunk = items + firstPanel * panelSize
  packUsers(users + first * d, count, d, userScale(range), memory)
  let isTame = exponentiate(memory, count, d, chunk, panels, panelSize, clamp, range, scores)
  while cursor < excluded && Int(excludedUsers[cursor]) < first + count {
    let user = Int(excludedUsers[cursor]) - first
    scores[user * row + Int(excludedItems[cursor]) - base] = 0
    cursor += 1
  }
  if n < base + row {
    for user in 0..<count { for item in n - base..<row { scores[user * row + item] = 0 } }
  }
  for user in 0..<count { mass[first + user] += sumOfMagnitudes(scores + user * row, row) }
  guard let v else { return }
  if !isTame { dropNegative(scores, count * row) }
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
/// A score that was clamped is marked by a negative sign. Users are scaled as `range` says.
/// - Returns: whether none was clamped.
@inline(__always)
func exponentiate(
  _ packed: Floats, _ count: Int, _ d: Int, _ chunk: Floats, _ panels: Int, _ panelSize: Int,
  _ clamp: Float, _ range: ScoreRange, _ scores: MutableFloats
) -> Bool {
  let row = panels * width
  multiply(
    count, panels, d, packed, d * tileRows, tileRows, chunk, panelSize, width, scores, row, width,
    false)
  let (size, bound) = (count * row, splat(clamp * userScale(range)))
  // The norms bound scores from afar; most tiles that they cannot vouch for are tame all the same.
  let isTame = range.isTame || range.isScaled && allWithin(scores, size, bound)
  if isTame {
    inPlace(scores, size, { powerOfTwo($0) }, { powersOfTwo($0) })
  } else if range.isScaled {
    inPlace(
      scores, size, { marked(powerOfTwo(held($0, bound)), $0, bound) },
      { s in each(powersOfTwo(each(s) { held($0, bound) }), s) { marked($0, $1, bound) } })
  } else {
    inPlace(
      scores, size, { clampedExponential($0, bound) },
      { s in each(s) { clampedExponential($0, bound) } })
  }
  return isTame
}

/// Whether no number's magnitude is above the bound's.
@inline(__always)
private func allWithin(_ x: MutableFloats, _ count: Int, _ bound: Lanes) -> Bool {
  var (m0, m1) = (splat(0), splat(0))
  var i = 0
  while i + 2 * width <= count {
    m0 = larger(m0, magnitude(load(x + i)))
    m1 = larger(m1, magnitude(load(x + (i + width))))
    i += 2 * width
  }
  if i < count { m0 = larger(m0, magnitude(load(x + i))) }
  return largest(larger(m0, m1)) <= bound[0]
}

/// x = f(x), four vectors at a time while there are as many.
@inline(__always)
private func inPlace(
  _ x: MutableFloats, _ count: Int, _ one: (Lanes) -> Lanes, _ four: (Quartet) -> Quartet
) {
  var i = 0
  while i + 4 * width <= count {
    storeQuartet(four(loadQuartet(x + i)), x + i)
    i += 4 * width
  }
  while i < count {
    store(one(load(x + i)), x + i)
    i += width
  }
}

/// s within [−c, c].
@inline(__always)
private func held(_ s: Lanes, _ clamp: Lanes) -> Lanes {
  smaller(larger(s, splat(0) - clamp), clamp)
}

/// −e where s lies outside [−c, c], else e.
@inline(__always)
private func marked(_ e: Lanes, _ s: Lanes, _ clamp: Lanes) -> Lanes {
  e.replacing(with: splat(0) - e, where: magnitude(s) .> clamp)
}

/// exp(clamp(s)), negative where the clamp changed s.
@inline(__always)
private func clampedExponential(_ s: Lanes, _ clamp: Lanes) -> Lanes {
  marked(exponential(held(s, clamp)), s, clamp)
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

/// Zero for what ``exponentiate`` marked.
@inline(__always)
func dropNegative(_ x: MutableFloats, _ count: Int) {
  var i = 0
  while i < count {
    store(larger(load(x + i), splat(0)), x + i)
    i += width
  }
}
