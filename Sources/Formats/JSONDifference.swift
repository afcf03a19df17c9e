extension JSONValue {
  /// The first place, in this value's order, where another one differs: its key, as in `a.b.2`, and the
  /// text of both there, `nothing` where one has none; nil when they are equal.
  public func firstDifference(
    from other: JSONValue
  ) -> (key: String, here: String, there: String)? {
    guard self != other else { return nil }
    switch (self, other) {
    case (.object(let own), .object(let others)):
      let keys = own.keys + others.keys.filter { own[$0] == nil }
      return first(keys.map { ($0, own[$0], others[$0]) })
    case (.array(let own), .array(let others)):
      return first(
        (0..<max(own.count, others.count)).map { ("\($0 + 1)", self[$0], other[$0]) })
    default: return ("", text(), other.text())
    }
  }

  private func first(
    _ parts: [(key: String, here: JSONValue?, there: JSONValue?)]
  ) -> (key: String, here: String, there: String)? {
    for part in parts where part.here != part.there {
      guard let here = part.here, let there = part.there else {
        return (part.key, part.here?.text() ?? "nothing", part.there?.text() ?? "nothing")
      }
      guard let found = here.firstDifference(from: there) else { continue }
      return (found.key.isEmpty ? part.key : "\(part.key).\(found.key)", found.here, found.there)
    }
    return nil
  }
}
