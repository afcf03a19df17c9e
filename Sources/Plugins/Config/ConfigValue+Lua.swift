import LuaRuntime

extension ConfigTable {
  /// A table as a script made it.
  /// - Throws: ``LuaError`` when it nests too deep, or has a key that is neither a string nor a
  ///   place in the list.
  init(_ table: LuaTable, depth: Int = 0) throws {
    guard depth < 32 else { throw LuaError("a table lies within itself, or more than 32 deep") }
    let list = try table.elements()
    items = try list.map { try ConfigValue($0, depth: depth + 1) }
    for (key, value) in try table.pairs() where !HetcompModule.isMark(key) {
      switch key {
      case .string(let name): keys[name] = try ConfigValue(value, depth: depth + 1)
      case .integer(let place) where (1...max(1, list.count)).contains(place) && !list.isEmpty:
        continue
      default: throw LuaError("[\(key.described)] cannot be a key here; keys are names")
      }
    }
  }
}

extension ConfigValue {
  /// A value as a script made it.
  init(_ value: LuaValue, depth: Int = 0) throws {
    switch value {
    case .boolean(let flag): self = .flag(flag)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    case .table(let table):
      if let plugin = HetcompModule.plugin(in: value) {
        self = .plugin(plugin)
      } else {
        self = .table(try ConfigTable(table, depth: depth))
      }
    case .object(let curve as LuaCurve): self = curve.description
    case .nil, .function, .object, .other: self = .other(value.typeName)
    }
  }
}
