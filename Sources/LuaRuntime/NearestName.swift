/// The known name that a misspelt one most likely meant, nil if none is near.
///
/// Near is an optimal string alignment distance (insert, delete, replace, swap neighbours) of at
/// most a third of the longer name, upper and lower case being the same. Ties go to the name that
/// sorts first. Complexity: the product of the lengths, for each known name.
public func nearestName(to name: String, among known: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().utf8)
  var best: (distance: Int, name: String)?
  for candidate in known.sorted() {
    let letters = Array(candidate.lowercased().utf8)
    let distance = alignmentDistance(wanted, letters)
    guard distance <= max(1, max(wanted.count, letters.count) / 3), letters.count > 1 else {
      continue
    }
    if distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.name
}

/// "; did you mean 'gap'?", or nothing when no name is near: to end an error message.
public func nearestNameHint(for name: String, among known: some Sequence<String>) -> String {
  nearestName(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
}

private func alignmentDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var before = [Int](repeating: 0, count: b.count + 1)
  var above = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(above[j + 1] + 1, row[j] + 1, above[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    (before, above) = (above, row)
  }
  return above[b.count]
}
