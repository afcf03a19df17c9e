import CLuaBridge

/// A function of Lua, or a Swift closure that Lua holds.
public final class LuaFunction: LuaReference {
  /// Calls with limits; all results, or exactly `results` of them.
  ///
  /// - Throws: what the function raised. A Swift error that passed through Lua is its `payload`.
  @discardableResult
  public func call(_ arguments: [LuaValue] = [], results: Int? = nil) throws(LuaError) -> [LuaValue]
  {
    let state = core.owner  // kept open until the stack is put in order
    defer { withExtendedLifetime(state) {} }
    return try core.run(self, arguments, results: results)
  }

  /// Calls with limits and answers the first result, or nil.
  @discardableResult
  public func callAsFunction(_ arguments: LuaValue...) throws(LuaError) -> LuaValue {
    try call(arguments, results: 1)[0]
  }

  /// Where the function is written; nil for a Swift closure.
  public var definition: (file: String, line: Int)? {
    guard let lua = try? core.stack() else { return nil }
    var frame = lua_Debug()
    hcl_push_reference(lua, reference)
    lua_getinfo(lua, ">S", &frame)
    guard frame.linedefined >= 0, let source = frame.source else { return nil }
    let name = String(cString: source)
    return (name.hasPrefix("@") ? String(name.dropFirst()) : name, Int(frame.linedefined))
  }
}

extension LuaCore {
  func run(_ function: LuaFunction, _ arguments: [LuaValue], results: Int? = nil) throws(LuaError)
    -> [LuaValue]
  {
    let lua = try stack(room: arguments.count)
    let base = lua_gettop(lua)
    defer { lua_settop(lua, base) }
    hcl_push_reference(lua, function.reference)
    for argument in arguments { try push(argument, lua) }
    let wanted = Int32(truncatingIfNeeded: results ?? Int(LUA_MULTRET))
    try watched(lua) { hcl_call($0, Int32(truncatingIfNeeded: arguments.count), wanted) }
    var values: [LuaValue] = []
    let top = lua_gettop(lua)
    _ = try stack()
    values.reserveCapacity(Int(top - base))
    for index in stride(from: base + 1, through: top, by: 1) {
      values.append(try value(at: index, lua))
    }
    return values
  }

  /// An operation of the bridge that runs Lua code with limits.
  func watched(_ lua: OpaquePointer, _ operation: (OpaquePointer) -> Int32) throws(LuaError) {
    if depth == 0 { freeForgotten(lua) }
    depth += 1
    defer {
      depth -= 1
      if depth == 0, !travelling.isEmpty { travelling = [] }
    }
    let status = operation(lua)
    if status != LUA_OK { throw failure(status, of: lua, called: true) }
  }
}
