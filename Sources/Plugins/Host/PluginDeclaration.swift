import Distillation

/// What a plugin's table says of itself, checked: its name, its parameters, its hooks.
struct PluginDeclaration {
  let name: String
  let summary: String
  let parameters: [Key]
  /// The hooks it defines, in the order of its kind.
  let hooks: [String]
  /// What an objective needs of teachers; at first their lists.
  let knowledge: [Knowledge]
  /// The samplers an objective draws from: keys of a config like its parameters.
  let samplers: [Key]
  /// How a sampler draws.
  let drawing: Drawing
  /// How much its table holds, as ``ConfigTable/size`` counts it.
  let size: Int

  /// Why a declaration is refused.
  struct Mistake: Error {
    let message: String
    /// The field that is unknown, if that is why.
    var field: String?
  }

  /// Checks the table given to `hc.curriculum { … }` and its like.
  /// - Throws: ``Mistake``, one sentence that begins with the plugin's name where it has one.
  init(_ kind: PluginKind, _ table: ConfigTable, level: Int) throws(Mistake) {
    let named = table.keys["name"].map { " \($0.shown)" } ?? ""
    let subject = "\(kind.rawValue)\(named)"
    guard table.items.isEmpty else {
      throw Mistake(message: "\(subject): every field has a name; found \(table.items[0].shown)")
    }
    let known = Self.fields(of: kind)
    for field in table.sortedKeys where !known.contains(field) {
      let isHook = table.keys[field]?.isFunction == true
      throw Mistake(
        message: "\(subject): \(Self.unknown(field, isHook: isHook, of: kind))", field: field)
    }
    guard case .text(let name)? = table.keys["name"], !name.isEmpty else {
      throw Mistake(message: "\(subject) needs a name: name = \"…\"")
    }
    guard case .integer(let api)? = table.keys["api"], (1...level).contains(api) else {
      throw Mistake(
        message: "\(subject) needs the level of the API it is written for: api = \(level)")
    }
    self.name = name
    summary = if case .text(let text)? = table.keys["summary"] { text } else { "" }
    hooks = try Self.hooks(kind, table, subject)
    var parameters: [Key] = []
    for key in try Self.parameters(kind, table, subject) {
      parameters.append(try Self.held(key, kind, subject))
    }
    self.parameters = parameters
    knowledge = try Self.knowledge(table, subject)
    samplers = try Self.samplers(table, subject, besides: parameters)
    drawing = try Self.drawing(table, subject)
    size = table.size
  }

  /// Every field that the table of a kind may have.
  static func fields(of kind: PluginKind) -> [String] {
    ["api", "name", "summary", "params", "compat"] + kind.ownFields + kind.hooks
  }

  /// What is said of a field that the table of a kind cannot have.
  static func unknown(_ field: String, isHook: Bool, of kind: PluginKind) -> String {
    let owners = isHook ? PluginKind.allCases.filter { $0.hooks.contains(field) } : []
    let hint =
      owners.isEmpty
      ? suggestion(for: field, among: fields(of: kind))
      : "it belongs to " + owners.map(\.folder).joined(separator: " and ")
    return "unknown \(isHook ? "hook" : "field") \"\(field)\"; \(hint)"
  }

  private static func hooks(
    _ kind: PluginKind, _ table: ConfigTable, _ subject: String
  ) throws(Mistake) -> [String] {
    let defined = kind.hooks.filter { table.keys[$0] != nil }
    for hook in defined where table.keys[hook]?.isFunction != true {
      throw Mistake(message: "\(subject): \(hook) must be a function")
    }
    if let missing = kind.requiredHooks.first(where: { !defined.contains($0) }) {
      throw Mistake(message: "\(subject) must define \(missing)")
    }
    if kind == .callback, !defined.contains(where: { $0.hasPrefix("on_") }) {
      throw Mistake(message: "\(subject) defines no hook, so it would never be called")
    }
    return defined
  }

  static func named(
    _ value: ConfigValue?, _ subject: String
  ) throws(Mistake) -> ConfigTable {
    guard let value else { return ConfigTable() }
    guard case .table(let table) = value, table.items.isEmpty else {
      throw Mistake(message: "\(subject) must be a table of named values")
    }
    return table
  }
}

// MARK: - Parameters that the host reads too

extension PluginDeclaration {
  /// The parameter; where the host reads it too it is refused or bounded, so that the host can take
  /// whatever it may be set to.
  private static func held(
    _ key: Key, _ kind: PluginKind, _ subject: String
  ) throws(Mistake) -> Key {
    func refuse(_ wanted: String) -> Mistake {
      let found = key.fallback?.shown ?? "none"
      return Mistake(
        message: "\(subject): params.\(key.name) is reserved; "
          + "its default is \(wanted), not \(found)")
    }
    if kind == .protocol, key.name == "metrics" {
      switch key.type {
      case .list(.text), .list(.choice): return key
      default: throw refuse("a list of metrics such as \"recall@50\"")
      }
    }
    guard let least = Self.least(of: key.name, kind) else { return key }
    guard case .integer(let bounds) = key.type, let standard = key.fallback?.asNumber,
      standard >= least
    else { throw refuse("a whole number of at least \(Int(least))") }
    let held = Bounds(min: max(least, bounds.min ?? least), max: bounds.max)
    return Key(
      key.name, .integer(held), key.fallback, key.help, compat: key.compat, level: key.isLevel)
  }

  /// The least that a number may be which the host reads; nil for any other parameter.
  private static func least(of parameter: String, _ kind: PluginKind) -> Double? {
    switch (kind, parameter) {
    case (.curriculum, "every"), (.protocol, "negatives"): 1
    case (.protocol, "seed"): 0
    default: nil
    }
  }
}

extension ConfigValue {
  fileprivate var isFunction: Bool { if case .other("function") = self { true } else { false } }
}
