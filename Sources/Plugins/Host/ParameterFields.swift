/// What a plugin says of its parameters.
extension PluginDeclaration {
  /// `params = { name = { default, … }, … }`, with the other defaults that `compat` gives.
  static func parameters(
    _ kind: PluginKind, _ table: ConfigTable, _ subject: String
  ) throws(Mistake) -> [Key] {
    let declared = try named(table.keys["params"], "\(subject): params")
    let compat = try named(table.keys["compat"], "\(subject): compat")
    var others: [String: [String: ConfigValue]] = [:]
    for code in compat.sortedKeys {
      let values = try named(compat.keys[code], "\(subject): compat.\(code)")
      for name in values.sortedKeys {
        guard declared.keys[name] != nil else {
          let hint = suggestion(for: name, among: declared.sortedKeys)
          throw Mistake(
            message: "\(subject): compat.\(code) sets the unknown parameter \"\(name)\"; \(hint)")
        }
        others[name, default: [:]][code] = values.keys[name]
      }
    }
    var keys: [Key] = []
    for name in declared.sortedKeys {
      keys.append(
        try parameter(
          name, declared.keys[name], compat: others[name] ?? [:], subject, kind))
    }
    return keys
  }

  /// `{ default, min = …, max = …, one_of = { … }, once = true, level = true, help = "…" }`.
  private static func parameter(
    _ name: String, _ value: ConfigValue?, compat: [String: ConfigValue], _ subject: String,
    _ kind: PluginKind
  ) throws(Mistake) -> Key {
    let subject = "\(subject): params.\(name)"
    guard name != "name" else {
      throw Mistake(message: "\(subject) cannot be told from the plugin's own name")
    }
    guard case .table(let table)? = value, table.items.count == 1 else {
      throw Mistake(message: "\(subject) is written { default, min = …, max = …, help = … }")
    }
    let fields =
      ["min", "max", "one_of", "once", "help"] + (kind == .schedule ? ["level"] : [])
    if let unknown = table.sortedKeys.first(where: { !fields.contains($0) }) {
      throw Mistake(
        message: "\(subject) has no \"\(unknown)\"; \(suggestion(for: unknown, among: fields))")
    }
    let fallback = table.items[0]
    let type = try type(of: fallback, table, subject)
    let isOnce = try flag("once", table, subject)
    let isLevel = try flag("level", table, subject)
    if isLevel, fallback.scaled(by: 1) == nil {
      throw Mistake(
        message: "\(subject): a level is a number such as 1.0, or a list of such, not "
          + fallback.shown)
    }
    let help = if case .text(let text)? = table.keys["help"] { text } else { "" }
    return Key(
      name, isOnce || !kind.readsOverTime(name) ? type : type.overTime, fallback,
      isLevel ? "\(help); unless set, times the number that the schedule stands for" : help,
      compat: compat, level: isLevel)
  }

  private static func flag(
    _ name: String, _ table: ConfigTable, _ subject: String
  ) throws(Mistake) -> Bool {
    switch table.keys[name] {
    case nil: return false
    case .flag(let flag): return flag
    case .some(let other):
      throw Mistake(message: "\(subject): \(name) is true or false, not \(other.shown)")
    }
  }

  private static func type(
    of fallback: ConfigValue, _ table: ConfigTable, _ subject: String
  ) throws(Mistake) -> KeyType {
    switch fallback {
    case .flag:
      try refuse(["min", "max", "one_of"], of: "true or false", table, subject)
      return .flag
    case .integer: return .integer(try bounds(table, subject))
    case .number: return .number(try bounds(table, subject))
    case .table(let list):
      guard let first = list.items.first, list.keys.isEmpty else {
        throw Mistake(message: "\(subject): a default that is a list needs at least one element")
      }
      return .list(try type(of: first, table, subject))
    case .text:
      try refuse(["min", "max"], of: "a text", table, subject)
      guard let names = table.keys["one_of"] else { return .text }
      return .choice(try choices(names, subject))
    case .plugin, .other:
      throw Mistake(message: "\(subject): a default cannot be \(fallback.shown)")
    }
  }

  private static func bounds(
    _ table: ConfigTable, _ subject: String
  ) throws(Mistake) -> Bounds {
    try refuse(["one_of"], of: "a number", table, subject)
    func bound(_ name: String) throws(Mistake) -> Double? {
      guard let value = table.keys[name] else { return nil }
      if let number = value.asNumber { return number }
      throw Mistake(message: "\(subject): \(name) is a number, not \(value.shown)")
    }
    return Bounds(min: try bound("min"), max: try bound("max"))
  }

  private static func choices(
    _ value: ConfigValue, _ subject: String
  ) throws(Mistake) -> [String] {
    guard case .table(let names) = value, names.keys.isEmpty else {
      throw Mistake(message: "\(subject): one_of is a list of texts, not \(value.shown)")
    }
    var choices: [String] = []
    for item in names.items {
      guard case .text(let name) = item else {
        throw Mistake(message: "\(subject): one_of holds texts, not \(item.shown)")
      }
      choices.append(name)
    }
    return choices
  }

  /// Refuses fields that would do nothing for a type.
  private static func refuse(
    _ fields: [String], of type: String, _ table: ConfigTable, _ subject: String
  ) throws(Mistake) {
    if let field = fields.first(where: { table.keys[$0] != nil }) {
      throw Mistake(message: "\(subject): \(field) does nothing for \(type); leave it out")
    }
  }
}
