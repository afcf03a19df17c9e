import LuaRuntime

/// What names a script may use, and what is known of what they stand for.
struct KnownNames {
  /// A name of a type.
  struct Member {
    let form: APIEntry.Form
    /// The type of its value, or of what a call of it returns; nil when that is not known.
    let result: String?
  }

  /// The members by type: those of the reference, and Lua's own libraries.
  private(set) var types: [String: [String: Member]] = [:]
  /// The global names.
  private(set) var globals: Set<String> = []

  /// What a state's scripts find, with some names more.
  init(_ state: LuaState, adding names: [String] = []) throws {
    for type in APIReference.types {
      types[type.name] = Dictionary(
        uniqueKeysWithValues: type.entries.filter { $0.form != .symbol }.map { entry in
          (entry.name, Member(form: entry.form, result: Self.result(of: entry.signature)))
        })
    }
    types["self"] = [
      "name": Member(form: .property, result: "string"),
      "params": Member(form: .property, result: "params"),
      "state": Member(form: .property, result: nil),
      "modules": Member(form: .property, result: nil),
    ]
    try addLibraries(state)
    globals.formUnion(names)
  }

  private mutating func addLibraries(_ state: LuaState) throws {
    let list = try state.load(
      source: """
        local found = {}
        for name, value in pairs(_G) do
          local members = {}
          if type(value) == "table" and name ~= "_G" then
            for member in pairs(value) do members[#members + 1] = member end
          end
          found[name] = members
        end
        return found
        """, chunkName: "names")
    for (name, members) in try list().asTable?.pairs() ?? [] {
      guard let name = name.asString, let members = try members.asTable?.elements() else {
        continue
      }
      globals.insert(name)
      let names = members.compactMap(\.asString)
      guard !names.isEmpty else { continue }
      types[Self.library(name)] = Dictionary(
        uniqueKeysWithValues: names.map { ($0, Member(form: .function, result: nil)) })
    }
  }

  /// What the library of a name is called as a type: a string has the members of its library, a
  /// table has not.
  private static func library(_ name: String) -> String { name == "string" ? name : name + "." }

  /// The type of what a global name stands for, as far as it is known.
  func type(ofGlobal name: String) -> String? {
    [Self.library(name), name].first { types[$0] != nil }
  }

  /// The first word after the arrow, if it is the name of a type.
  private static func result(of signature: String) -> String? {
    guard let arrow = signature.firstRange(of: "→") else { return nil }
    let words = signature[arrow.upperBound...].split { !$0.isLetter }
    return words.count == 1 ? String(words[0]) : nil
  }

  /// The types of a hook's parameters, in order: `on_tick(self, run)`.
  func parameters(of hook: String, _ kind: PluginKind) -> [String?] {
    guard let row = kind.hookRows.first(where: { $0.name == hook }),
      let open = row.signature.firstIndex(of: "("), let close = row.signature.firstIndex(of: ")")
    else { return [] }
    let names = row.signature[row.signature.index(after: open)..<close].split(separator: ",")
    return names.map { name in
      let name = name.trimmed
      if hook == "weight", name == "teacher" { return "string" }
      if ["rank", "deviation"].contains(name) { return "tensor" }
      return types[name] == nil ? nil : name
    }
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
