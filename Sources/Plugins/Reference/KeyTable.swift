/// The table of some keys on the page of all of them.
enum KeyTable {
  /// One row a key: what it is called on the command line, what it may be, its default, its help.
  static func text(_ keys: [Key], within path: String) -> String {
    guard !keys.isEmpty else { return "It has no keys." }
    let rows = keys.map { key in
      let whole = path.isEmpty ? key.name : "\(path).\(key.name)"
      let cells = ["`\(whole)`", key.type.cell(at: whole), key.standardCell, key.help]
      return "| \(cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |"
    }
    return (["| key | value | default | meaning |", "| --- | --- | --- | --- |"] + rows)
      .joined(separator: "\n")
  }
}

extension Key {
  /// The default, and others under `distill.compat`.
  fileprivate var standardCell: String {
    let silent = isOptional || type.isSection ? "–" : "must be given"
    let others = compat.keys.sorted().map { "\($0): `\(compat[$0]?.lua ?? "")`" }
    return ([fallback.map { "`\($0.lua)`" } ?? silent] + others).joined(separator: "<br>")
  }
}

extension KeyType {
  /// Whether keys lie below a value of this type that the schema knows.
  var hasKeys: Bool {
    switch self {
    case .section: true
    case .list(let element): element.hasKeys
    case .named(let shelf): shelf.isOpen || !shelf.nativeNames.isEmpty
    case .roster(let shelf, let options): !options.isEmpty || !shelf.nativeNames.isEmpty
    case .either(let first, let second): first.hasKeys || second.hasKeys
    case .flag, .text, .integer, .number, .overTime, .choice: false
    }
  }

  fileprivate var isSection: Bool { if case .section = self { true } else { false } }

  /// The link to a heading of this page.
  private static func anchor(of heading: String) -> String {
    "#" + heading.lowercased().filter { $0.isLetter || $0.isNumber || "-_".contains($0) }
  }

  /// What a value may be, with a link to where more is said.
  fileprivate func cell(at path: String) -> String {
    let anchor = Self.anchor(of: path)
    switch self {
    case .section: return "[a table](\(anchor))"
    case .list(.section): return "a list of [tables](\(anchor))"
    case .list(let element): return "a list, each element \(element.cell(at: path))"
    case .choice(let names): return "one of " + names.map { "`\"\($0)\"`" }.joined(separator: ", ")
    case .named(let shelf):
      let place = shelf.toldAt.map(Self.anchor) ?? anchor
      return "[\(shelf.noun)](\(hasKeys ? place : shelf.guide ?? place))"
    case .roster(let shelf, _): return "a list, each element \(KeyType.named(shelf).cell(at: path))"
    case .overTime(let number): return "\(number.wanted), or [a schedule](#schedules)"
    case .either(let first, let second):
      return "\(first.cell(at: path)), or \(second.cell(at: path))"
    case .flag, .text, .integer, .number: return wanted
    }
  }
}

extension Shelf {
  /// Where it is told how plugins of its kind are written; nil when no plugin may stand there.
  var guide: String? {
    kind.map { kind in
      let isShort = kind == .consensus || kind == .callback
      let heading = isShort ? "a consensus and a callback" : kind.noun
      return "writing-plugins.md#" + heading.replacing(" ", with: "-")
    }
  }
}

extension ConfigValue {
  /// The value as Lua writes it.
  fileprivate var lua: String {
    if case .text(let text) = self { return text.debugDescription }
    guard case .table(let table) = self else { return shown }
    let parts =
      table.items.map(\.lua) + table.sortedKeys.map { "\($0) = \(table.keys[$0]?.lua ?? "")" }
    return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: ", ")) }"
  }
}
