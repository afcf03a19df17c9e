import CLuaBridge

/// A table of Lua. Access is raw, that is without metamethods, unless said otherwise.
public final class LuaTable: LuaReference {
  /// The field's value, nil if there is none.
  public subscript(key: String) -> LuaValue {
    get throws(LuaError) { try get(.string(key)) }
  }

  /// The element's value, counted from 1, nil if there is none.
  public subscript(index: Int) -> LuaValue {
    get throws(LuaError) { try get(.integer(index)) }
  }

  /// The value under any key.
  public func get(_ key: LuaValue) throws(LuaError) -> LuaValue {
    try read(key) { lua throws(LuaError) in try core.check(hcl_raw_get(lua), lua) }
  }

  /// The value under any key, as a script would read it: `__index` runs.
  public func getThroughMetatable(_ key: LuaValue) throws(LuaError) -> LuaValue {
    let state = core.owner  // kept open until the stack is put in order
    defer { withExtendedLifetime(state) {} }
    return try read(key) { lua throws(LuaError) in try core.watched(lua, hcl_get) }
  }

  private func read(_ key: LuaValue, _ operation: (OpaquePointer) throws(LuaError) -> Void)
    throws(LuaError) -> LuaValue
  {
    let lua = try core.stack()
    let base = lua_gettop(lua)
    defer { lua_settop(lua, base) }
    hcl_push_reference(lua, reference)
    try core.push(key, lua)
    try operation(lua)
    return try core.value(at: -1, lua)
  }

  /// Sets a field; nil removes it.
  public func set(_ key: String, _ value: LuaValue) throws(LuaError) {
    try set(.string(key), value)
  }

  /// Sets an element, counted from 1; nil removes it.
  public func set(_ index: Int, _ value: LuaValue) throws(LuaError) {
    try set(.integer(index), value)
  }

  /// Sets the value under any key but nil and NaN.
  public func set(_ key: LuaValue, _ value: LuaValue) throws(LuaError) {
    let lua = try core.stack()
    let base = lua_gettop(lua)
    defer { lua_settop(lua, base) }
    hcl_push_reference(lua, reference)
    try core.push(key, lua)
    try core.push(value, lua)
    try core.check(hcl_raw_set(lua), lua)
  }

  /// The length as `#` gives it, without metamethods; 0 once the state is closed.
  public var count: Int {
    guard let lua = try? core.stack() else { return 0 }
    hcl_push_reference(lua, reference)
    defer { hcl_pop(lua, 1) }
    return Int(lua_rawlen(lua, -1))
  }

  /// Every key and value: numbers ascending, then strings by bytes, then false and true.
  ///
  /// - Throws: when a key is of another type, which has no order.
  public func pairs() throws(LuaError) -> [(key: LuaValue, value: LuaValue)] {
    let lua = try core.stack()
    let base = lua_gettop(lua)
    defer { lua_settop(lua, base) }
    hcl_push_reference(lua, reference)
    lua_pushnil(lua)
    var pairs: [(key: LuaValue, value: LuaValue)] = []
    while lua_next(lua, base + 1) != 0 {
      let key = try core.value(at: -2, lua)
      guard key.hasOrder else { throw LuaError("a key of type \(key.typeName) has no order") }
      pairs.append((key, try core.value(at: -1, lua)))
      hcl_pop(lua, 1)
    }
    return pairs.sorted { $0.key.comesBefore($1.key) }
  }

  /// The elements 1, 2, … up to the first nil, which may come long before ``count``.
  public func elements() throws(LuaError) -> [LuaValue] {
    var elements: [LuaValue] = []
    while true {
      let element = try self[elements.count + 1]
      if element.isNil { return elements }
      elements.append(element)
    }
  }
}

extension LuaValue {
  fileprivate var hasOrder: Bool {
    switch self {
    case .integer, .number, .string, .boolean: true
    default: false
    }
  }

  fileprivate func comesBefore(_ other: LuaValue) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): a < b
    case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.boolean(let a), .boolean(let b)): !a && b
    case (.string, .boolean): true
    case (.string, _), (.boolean, _): false
    case (_, .string), (_, .boolean): true
    default: (asNumber ?? 0) < (other.asNumber ?? 0)
    }
  }
}
