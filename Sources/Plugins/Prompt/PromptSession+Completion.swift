import LuaRuntime

/// Completing names.
extension PromptSession {
  /// The names that could stand at the end of a line, and how many letters of them are there.
  public func completions(of line: String) -> (typed: Int, names: [String]) {
    let tail = line.suffix(
      from: line.lastIndex { !Self.isPath($0) }.map(line.index(after:))
        ?? line.startIndex)
    guard let cut = tail.lastIndex(where: { $0 == "." || $0 == ":" }) else {
      return matches(String(tail), among: globals)
    }
    let owner = String(tail[..<cut])
    let typed = String(tail[tail.index(after: cut)...])
    guard !owner.isEmpty, !owner.contains(":") else { return (0, []) }
    return matches(typed, among: members(of: owner, methodsOnly: tail[cut] == ":"))
  }

  private static func isPath(_ letter: Character) -> Bool {
    letter.isASCII && (letter.isLetter || letter.isNumber) || "_.:".contains(letter)
  }

  private func matches(_ typed: String, among names: [String]) -> (typed: Int, names: [String]) {
    (typed.count, Set(names.filter { $0.hasPrefix(typed) && $0 != typed }).sorted())
  }

  private var globals: [String] {
    let words = ["function", "local", "return", "then", "while", "repeat", "until", "elseif"]
    let own = (try? environment.pairs().compactMap(\.key.asString)) ?? []
    let shared = keys(of: "_G")
    return words + own + shared
  }

  private func members(of owner: String, methodsOnly: Bool) -> [String] {
    guard
      let chunk = try? library.state.load(
        source: "return " + owner, chunkName: "completion", environment: environment),
      let value = try? chunk()
    else { return [] }
    switch value {
    case .table: return keys(of: owner)
    case .string: return keys(of: "string")
    case .object(let object):
      let name = library.state.className(of: object)
      let entries = APIReference.types.first { $0.name == name }?.entries ?? []
      return entries.filter { $0.form == .method || ($0.form == .property && !methodsOnly) }
        .map(\.name)
    default: return []
    }
  }

  private func keys(of owner: String) -> [String] {
    guard
      let list = try? library.state.load(
        source: """
          local names = {}
          for key in pairs(\(owner)) do if type(key) == "string" then names[#names + 1] = key end end
          return names
          """, chunkName: "completion", environment: environment)
    else { return [] }
    return (try? list().asTable?.elements().compactMap(\.asString)) ?? []
  }
}
