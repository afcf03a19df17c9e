import Formats
import LuaRuntime

/// Checks a config against its schema and fills in the defaults.
///
/// The result is plain JSON in the schema's order. A named thing becomes an object that begins with
/// its `name`; the plugins met on the way are kept beside it, by path.
struct Resolver {
  /// The config's file.
  let origin: String
  let overrides: [Override]
  /// The published code whose decisions become the defaults, if any.
  let compat: String?
  let library: PluginLibrary
  /// The plugins that the config names or contains, by the path of their key.
  private(set) var plugins: [String: PluginDefinition] = [:]
  /// The number that a schedule at a path stands for, where it is not the default.
  var levels: [String: Double] = [:]

  init(origin: String, overrides: [Override], compat: String?, library: PluginLibrary) {
    self.origin = origin
    self.overrides = overrides
    self.compat = compat
    self.library = library
  }

  /// The members of a section, each checked or replaced by its default.
  mutating func section(_ table: ConfigTable, _ keys: [Key], at path: String) throws -> JSONObject {
    guard table.items.isEmpty else {
      throw error(
        path, "\(subject(path)) holds \(table.items[0].shown) without a key; write key = value")
    }
    return try members(table.keys, keys, at: path)
  }

  /// Checks `values` against `keys`, whatever positional values stand beside them.
  /// - Parameter level: what the defaults of levels are shares of.
  private mutating func members(
    _ values: [String: ConfigValue], _ keys: [Key], at path: String, level: Double = 1
  ) throws -> JSONObject {
    for name in values.keys.sorted() where !keys.contains(where: { $0.name == name }) {
      let whole = joined(path, name)
      throw error(
        whole, "unknown key \"\(whole)\"; \(suggestion(for: name, among: keys.map(\.name)))")
    }
    var result = JSONObject()
    for key in keys {
      let whole = joined(path, key.name)
      let standard = compat.flatMap { key.compat[$0] } ?? key.fallback
      let fallback = key.isLevel ? standard?.scaled(by: level) : standard
      if let value = values[key.name] ?? fallback {
        result[key.name] = try self.value(value, as: key.type, at: whole, insteadOf: fallback)
      } else if key.isOptional {
        continue
      } else if case .section(let inner) = key.type {
        result[key.name] = .object(try section(ConfigTable(), inner, at: whole))
      } else {
        throw error(path, "\(whole) is missing: \(key.help)")
      }
    }
    return result
  }

  private mutating func value(
    _ value: ConfigValue, as type: KeyType, at path: String, insteadOf fallback: ConfigValue? = nil
  ) throws -> JSONValue {
    switch (type, value) {
    case (.flag, .flag), (.text, .text): return value.json
    case (.integer(let bounds), .integer(let number)) where bounds.holds(Double(number)):
      return .int(number)
    case (.integer(let bounds), .number(let number))
    where number == number.rounded() && abs(number) < 1e15 && bounds.holds(number):
      return .int(Int(number))
    case (.number(let bounds), .integer(let number)) where bounds.holds(Double(number)):
      return .int(number)
    case (.number(let bounds), .number(let number)) where bounds.holds(number):
      return .double(number)
    case (.overTime(let number), _) where value.suits(number):
      return try self.value(value, as: number, at: path)
    case (.overTime, _):
      return .object(try schedule(value, type, at: path, inPlaceOf: fallback))
    case (.integer, _) where isSchedule(value), (.number, _) where isSchedule(value):
      throw error(
        path,
        "\(path) stays the same throughout a run, so it takes no schedule, but \(type.wanted)")
    case (.choice(let names), .text(let name)):
      guard !names.contains(name) else { return value.json }
      throw wrong(path, value, type, hint: nearestName(to: name, among: names))
    case (.list(let element), .table(let table)) where table.keys.isEmpty:
      var result: [JSONValue] = []
      for (i, item) in table.items.enumerated() {
        result.append(try self.value(item, as: element, at: "\(path).\(i + 1)"))
      }
      return .array(result)
    case (.section(let keys), .table(let table)):
      return .object(try section(table, keys, at: path))
    case (.named(let shelf), _): return .object(try named(value, shelf, type, at: path))
    case (.roster(let shelf, let options), _):
      return .object(try roster(value, shelf, options, type, at: path))
    case (.either(let first, let second), _):
      return try self.value(value, as: value.suits(first) ? first : second, at: path)
    default: throw wrong(path, value, type)
    }
  }

  /// A name with its parameters, `{ "name": …, parameter: … }`.
  /// - Parameter level: the number that a schedule stands for.
  mutating func named(
    _ value: ConfigValue, _ shelf: Shelf, _ type: KeyType, at path: String, level: Double = 1
  ) throws -> JSONObject {
    var table = ConfigTable(items: [value])
    if case .table(let given) = value { table = given }
    guard table.items.count == 1 else { throw wrong(path, value, type) }
    let name: String
    let keys: [Key]
    switch table.items[0] {
    case .text(let text):
      name = shelf.kind == nil ? text : PluginPlaces.name(of: text)
      let entry = try lookUp(text, on: shelf, at: path)
      keys = entry.keys
      plugins[path] = entry.plugin
    case .plugin(let plugin) where shelf.kind == plugin.kind:
      name = plugin.name
      keys = plugin.parameters
      plugins[path] = plugin
    default: throw wrong(path, value, type)
    }
    var result: JSONObject = [shelf.nameKey: .string(name)]
    for (key, value) in try members(table.keys, keys, at: path, level: level) {
      result[key] = value
    }
    return result
  }

  private mutating func roster(
    _ value: ConfigValue, _ shelf: Shelf, _ options: [Key], _ type: KeyType, at path: String
  ) throws -> JSONObject {
    guard case .table(let table) = value else { throw wrong(path, value, type) }
    let names = table.items.enumerated().map { $1.entryName ?? "\($0 + 1)" }
    let entries = try zip(table.items, Self.paths(ofEntries: names, at: path)).map { item, part in
      JSONValue.object(try named(item, shelf, .named(shelf), at: part))
    }
    var result = try members(table.keys, options, at: path)
    result["list"] = .array(entries)
    return result
  }

  /// Where the entries of a roster stand: under their names, or their places where a name comes again.
  static func paths(ofEntries names: [String], at path: String) -> [String] {
    names.enumerated().map { place, name in
      "\(path)." + (names[..<place].contains(name) ? "\(place + 1)" : name)
    }
  }

  private func lookUp(
    _ name: String, on shelf: Shelf, at path: String
  ) throws -> (keys: [Key], plugin: PluginDefinition?) {
    if let keys = shelf.keys(of: name) { return (keys, nil) }
    if shelf.isOpen { return (shelf.openKeys, nil) }
    if let kind = shelf.kind, let plugin = try library.find(kind, name) {
      return (plugin.parameters, plugin)
    }
    if shelf.kind != nil, name.hasSuffix(".lua") {
      throw error(path, "\(path): there is no file \(name)")
    }
    let known = shelf.nativeNames + (shelf.kind.map(library.names) ?? [])
    throw error(
      path,
      "\(path) names \"\(name)\", which is not \(shelf.noun); "
        + (shelf.kind == nil ? "" : "\(library.searched); ")
        + suggestion(for: name, among: Set(known).sorted()))
  }
}

// MARK: - Errors

extension Resolver {
  private func wrong(
    _ path: String, _ value: ConfigValue, _ type: KeyType, hint: String? = nil
  ) -> ConfigError {
    let hint = hint.map { "; did you mean \"\($0)\"?" } ?? ""
    return error(path, "\(path) is \(value.shown), but wants \(type.wanted)\(hint)")
  }

  /// An error about a key, blamed on the override that set it if one did.
  func error(_ path: String, _ message: String) -> ConfigError {
    let culprit = overrides.last { override in
      let own = override.path.joined(separator: ".")
      return path == own || path.hasPrefix(own + ".")
    }
    return ConfigError(origin: culprit.map { "override \($0.text)" } ?? origin, message: message)
  }

  private func subject(_ path: String) -> String { path.isEmpty ? "the experiment" : path }

  private func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }
}

extension ConfigValue {
  /// Whether the value looks as if the first of two types was meant.
  fileprivate func suits(_ type: KeyType) -> Bool {
    switch (type, self) {
    case (.number, .integer), (.number, .number), (.integer, .integer), (.integer, .number),
      (.flag, .flag), (.text, .text), (.choice, .text):
      true
    case (.list(let element), .table(let table)):
      table.keys.isEmpty && table.items.first?.suits(element) != false
    default: false
    }
  }
}
