/// The known name with the fewest single-letter changes from `name`; the first among equals.
func nearestName(to name: String, among known: [String]) -> String {
  known.min { distance($0, name) < distance($1, name) } ?? ""
}

/// The Levenshtein distance of two names.
private func distance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a), Array(b))
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let above = row[j + 1]
      row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
