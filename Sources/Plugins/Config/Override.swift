/// One `a.b=value` of the command line.
struct Override {
  /// The names on the way to the value.
  let path: [String]
  let value: ConfigValue
  /// The override as it was typed.
  let text: String

  /// Reads `a.b=value`.
  /// - Throws: ``ConfigError`` when there is no `=`, an empty name, or an unfinished literal.
  init(_ text: String) throws(ConfigError) {
    let origin = "override \(text)"
    guard let equals = text.firstIndex(of: "=") else {
      throw ConfigError(origin: origin, message: "an override is written key=value")
    }
    path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false)
      .map { String($0).trimmingSpaces }
    guard !path.contains("") else {
      throw ConfigError(origin: origin, message: "a name is missing before the \"=\"")
    }
    value = try LiteralReader.read(String(text[text.index(after: equals)...]), origin: origin)
    self.text = text
  }

  /// Puts the value into the config `root`, whose keys are `schema`.
  func apply(to root: ConfigTable, schema: [Key]) throws(ConfigError) -> ConfigTable {
    try section(root, schema, path[...])
  }

  private func section(
    _ table: ConfigTable, _ keys: [Key], _ rest: ArraySlice<String>
  ) throws(ConfigError) -> ConfigTable {
    guard let name = rest.first, let key = keys.first(where: { $0.name == name }) else {
      throw unknown(rest, keys.map(\.name))
    }
    var table = table
    table.keys[name] = try placed(in: table.keys[name], key.type, key.fallback, rest.dropFirst())
    return table
  }

  /// The value with this override's put at the end of `rest`; a name that stands there already
  /// keeps its parameters.
  private func placed(
    in value: ConfigValue?, _ type: KeyType, _ fallback: ConfigValue?, _ rest: ArraySlice<String>
  ) throws(ConfigError) -> ConfigValue {
    guard let next = rest.first else { return self.value(inPlaceOf: value) }
    switch type {
    case .section(let keys):
      return .table(try section(value?.asTable ?? ConfigTable(), keys, rest))
    case .named, .overTime:
      return .table(parameter((value ?? fallback)?.asTable ?? ConfigTable(), rest))
    case .either(_, let second):
      return try placed(in: value, second, fallback, rest)
    case .list(.either(_, .named(_))):
      return .table(try entry((value ?? fallback)?.asTable ?? ConfigTable(), [], next, rest))
    case .roster(_, let options):
      return .table(
        try entry((value ?? fallback)?.asTable ?? ConfigTable(), options, next, rest))
    case .flag, .text, .integer, .number, .choice, .list:
      let whole = path.dropLast(rest.count).joined(separator: ".")
      throw ConfigError(
        origin: "override \(text)",
        message: "\(whole) is \(type.wanted) and has no part \"\(next)\"")
    }
  }

  /// This override's value, or the one that stands there with the parameters it has under that name.
  private func value(inPlaceOf present: ConfigValue?) -> ConfigValue {
    guard let present, present.isCalled(value) else { return value }
    return present
  }

  /// Sets a parameter of `{ "name", key = … }`; whether it exists is checked when it is resolved.
  private func parameter(_ table: ConfigTable, _ rest: ArraySlice<String>) -> ConfigTable {
    guard let name = rest.first else { return table }
    var table = table
    let deeper = rest.dropFirst()
    table.keys[name] =
      deeper.isEmpty
      ? value(inPlaceOf: table.keys[name])
      : .table(parameter(table.keys[name]?.asTable ?? ConfigTable(), deeper))
    return table
  }

  /// Sets an option of a roster, or goes into the entry of that name.
  private func entry(
    _ table: ConfigTable, _ options: [Key], _ name: String, _ rest: ArraySlice<String>
  ) throws(ConfigError) -> ConfigTable {
    if options.contains(where: { $0.name == name }) { return try section(table, options, rest) }
    guard let place = table.items.firstIndex(where: { $0.entryName == name }) else {
      throw unknown(rest, options.map(\.name) + table.items.compactMap(\.entryName))
    }
    var table = table
    table.items[place] =
      rest.count == 1 ? value : .table(parameter(table.items[place].asTable, rest.dropFirst()))
    return table
  }

  private func unknown(_ rest: ArraySlice<String>, _ known: [String]) -> ConfigError {
    let whole = path.dropLast(rest.count - 1).joined(separator: ".")
    return ConfigError(
      origin: "override \(text)",
      message: "unknown key \"\(whole)\"; \(suggestion(for: rest.first ?? "", among: known))")
  }
}

extension ConfigTable {
  /// What stands where a path of names leads, through tables and the entries of lists.
  func value(at path: ArraySlice<String>) -> ConfigValue? {
    guard let name = path.first else { return .table(self) }
    let next = keys[name] ?? items.first { $0.entryName == name }
    return path.count == 1 ? next : next?.asTable.value(at: path.dropFirst())
  }
}

extension ConfigValue {
  /// Whether this is `{ "name", key = … }` of that name, with a key at least.
  fileprivate func isCalled(_ name: ConfigValue) -> Bool {
    guard case .text(let name) = name, case .table(let table) = self,
      case .text(name)? = table.items.first, !table.keys.isEmpty
    else { return false }
    return true
  }

  /// What an entry of a roster is called: its `name`, else the name it begins with.
  var entryName: String? {
    switch self {
    case .text(let name): return PluginPlaces.name(of: name)
    case .plugin(let plugin): return plugin.name
    case .table(let table):
      if case .text(let name)? = table.keys["name"] { return name }
      return table.items.first?.entryName
    case .flag, .integer, .number, .other: return nil
    }
  }
}
