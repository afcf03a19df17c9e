import Formats

/// A value of a config as its author wrote it, before defaults and checks.
indirect enum ConfigValue {
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case table(ConfigTable)
  /// A plugin written in the place where its name could stand.
  case plugin(PluginDefinition)
  /// Anything else Lua has, such as a function; refused wherever it stands.
  case other(String)

  /// A short picture of the value for an error message.
  var shown: String {
    switch self {
    case .flag(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): "\"\(value)\""
    case .table(let table): table.shown
    case .plugin(let plugin): "the \(plugin.kind.rawValue) \"\(plugin.name)\""
    case .other(let type): "a \(type)"
    }
  }

  /// The value as a table: a name alone becomes `{ "name" }`.
  var asTable: ConfigTable {
    if case .table(let table) = self { table } else { ConfigTable(items: [self]) }
  }

  /// The value of a number.
  var asNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The value in a resolved config, where a plugin stands as its name.
  var json: JSONValue {
    switch self {
    case .flag(let value): .bool(value)
    case .integer(let value): .int(value)
    case .number(let value): .double(value)
    case .text(let value): .string(value)
    case .plugin(let plugin): .string(plugin.name)
    case .other(let type): .string(type)
    case .table(let table):
      table.keys.isEmpty ? .array(table.items.map(\.json)) : .object(table.jsonMembers)
    }
  }
}

/// A Lua table: the values without a key in order, and those with one.
struct ConfigTable {
  var items: [ConfigValue] = []
  var keys: [String: ConfigValue] = [:]

  /// The keys in alphabetical order, so that nothing depends on a dictionary's order.
  var sortedKeys: [String] { keys.keys.sorted() }

  var shown: String {
    guard let first = items.first, items.count + keys.count > 1 else { return "a table" }
    return "a table beginning with \(first.shown)"
  }

  fileprivate var jsonMembers: JSONObject {
    var members = JSONObject()
    for key in sortedKeys { members[key] = keys[key]?.json }
    return members
  }
}
