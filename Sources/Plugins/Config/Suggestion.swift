import LuaRuntime

/// The end of a sentence about an unknown name: the nearest known one, or all of them.
func suggestion(for name: String, among known: [String]) -> String {
  if let near = nearestName(to: name, among: known) { return "did you mean \"\(near)\"?" }
  return known.isEmpty ? "there are none" : "known are \(known.joined(separator: ", "))"
}
