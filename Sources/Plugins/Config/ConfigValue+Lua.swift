import LuaRuntime

extension ConfigTable {
  /// A table as a script made it.
  /// - Throws: ``LuaError`` when it nests too deep, holds too much, or has a key that is neither a
  ///   string nor a place in the list.
  init(_ table: LuaTable) throws {
    var reader = ScriptReader()
    self = try reader.table(table, depth: 0)
  }

  /// How much it holds: one for itself and each value, and one for every 64 bytes of text.
  var size: Int {
    items.reduce(1) { $0 + $1.size } + keys.values.reduce(0) { $0 + $1.size }
  }
}

extension ConfigValue {
  /// A value as a script made it.
  /// - Throws: as a table does.
  init(_ value: LuaValue) throws {
    var reader = ScriptReader()
    self = try reader.value(value, depth: 0)
  }

  /// How much it holds, as a table counts it.
  var size: Int {
    switch self {
    case .text(let text): 1 + text.utf8.count / 64
    case .table(let table): table.size
    case .flag, .integer, .number, .plugin, .other: 1
    }
  }
}

/// Reads what a script made, up to a size that no config needs.
///
/// A table is read at every place where it stands: a few of Lua's, each twice within the next, are as
/// many as one likes.
private struct ScriptReader {
  private static let most = 1_000_000
  private var size = 0

  mutating func table(_ table: LuaTable, depth: Int) throws -> ConfigTable {
    guard depth < 32 else { throw LuaError("a table lies within itself, or more than 32 deep") }
    try count(1)
    let list = try table.elements()
    var result = ConfigTable()
    for element in list { result.items.append(try value(element, depth: depth + 1)) }
    for (key, value) in try table.pairs() where !HetcompModule.isMark(key) {
      switch key {
      case .string(let name): result.keys[name] = try self.value(value, depth: depth + 1)
      case .integer(let place) where (1...max(1, list.count)).contains(place) && !list.isEmpty:
        continue
      default: throw LuaError("[\(key.described)] cannot be a key here; keys are names")
      }
    }
    return result
  }

  mutating func value(_ value: LuaValue, depth: Int) throws -> ConfigValue {
    if case .table(let table) = value, HetcompModule.plugin(in: value) == nil {
      return .table(try self.table(table, depth: depth))
    }
    let read = Self.leaf(value)
    try count(read.size)
    return read
  }

  /// A value that is no table, but for that of a plugin.
  private static func leaf(_ value: LuaValue) -> ConfigValue {
    switch value {
    case .boolean(let flag): return .flag(flag)
    case .integer(let number): return .integer(number)
    case .number(let number): return .number(number)
    case .string(let text): return .text(text)
    case .object(let curve as LuaCurve): return curve.description
    case .nil, .table, .function, .object, .other:
      return HetcompModule.plugin(in: value).map(ConfigValue.plugin) ?? .other(value.typeName)
    }
  }

  private mutating func count(_ read: Int) throws {
    size += read
    guard size <= Self.most else {
      throw LuaError(
        "a table holds more than a million values, or 64 MB of text, counted at every place where "
          + "they stand; give it fewer")
    }
  }
}
