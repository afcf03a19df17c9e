import CLuaBridge
import Synchronization

/// The Lua state behind all handles: the stack, references and classes.
///
/// Every method that pushes or pops says so; all others leave the stack as it was.
final class LuaCore {
  let bridge: OpaquePointer
  let limits: LuaLimits
  private(set) var isOpen = true
  /// The public face, which owns this core; nil once closed.
  unowned(unsafe) var owner: LuaState?
  /// Classes by Swift type; a type that was never registered is found through its superclasses.
  var classes: [ObjectIdentifier: RegisteredClass] = [:]
  /// Errors of Swift closures that are on their way through Lua, by the text that Lua carries.
  var travelling: [(text: String, error: LuaError)] = []
  /// Calls into Lua in progress.
  var depth = 0
  private let forgotten = Mutex<[Int32]>([])
  private var collectAt = 0

  init(limits: LuaLimits) throws(LuaError) {
    var settings = limits.bridged()
    guard let bridge = hcl_open(&settings, releaseObject) else {
      throw LuaError("there is no memory for a Lua state", kind: .memory)
    }
    self.bridge = bridge
    self.limits = limits
    collectAt = limits.externalBytes
  }

  deinit { hcl_forget(bridge) }

  func close() {
    guard isOpen else { return }
    isOpen = false
    owner = nil
    classes = [:]
    hcl_retain(bridge)
    hcl_close(bridge)
  }

  /// The stack of the coroutine that runs now, with room for a few values.
  func stack(room: Int = 0) throws(LuaError) -> OpaquePointer {
    guard isOpen else { throw .closed }
    let lua = hcl_current(bridge)
    guard let slots = Int32(exactly: room + 16), lua_checkstack(lua, slots) != 0 else {
      throw LuaError("too many values for Lua's stack")
    }
    return lua
  }

  /// Throws, and pops, the error that a protected operation left.
  func check(_ status: Int32, _ lua: OpaquePointer) throws(LuaError) {
    if status != LUA_OK { throw failure(status, of: lua, called: false) }
  }
}

// References

extension LuaCore {
  /// Notes that nobody needs the value any more; may be called from any thread.
  func forget(_ reference: Int32) {
    forgotten.withLock { $0.append(reference) }
  }

  /// Frees what was forgotten since the last time.
  func freeForgotten(_ lua: OpaquePointer) {
    let references = forgotten.withLock { list -> [Int32] in
      guard !list.isEmpty else { return [] }
      defer { list = [] }
      return list
    }
    for reference in references { hcl_free_reference(lua, reference) }
  }

  /// Pops the top value and keeps it.
  func reference(_ lua: OpaquePointer) throws(LuaError) -> Int32 {
    freeForgotten(lua)
    var reference: Int32 = 0
    try check(hcl_reference(lua, &reference), lua)
    return reference
  }
}

// Values

extension LuaCore {
  /// Pushes one value.
  func push(_ value: LuaValue, _ lua: OpaquePointer) throws(LuaError) {
    switch value {
    case .nil: lua_pushnil(lua)
    case .boolean(let value): lua_pushboolean(lua, value ? 1 : 0)
    case .integer(let value): lua_pushinteger(lua, lua_Integer(value))
    case .number(let value): lua_pushnumber(lua, value)
    case .string(let value): try push(value, lua)
    case .table(let value): try push(value, lua)
    case .function(let value): try push(value, lua)
    case .other(let value): try push(value, lua)
    case .object(let value): try push(object: value, lua)
    }
  }

  func push(_ text: String, _ lua: OpaquePointer) throws(LuaError) {
    var text = text
    let status = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return hcl_push_string(lua, "", 0) }
        return hcl_push_string(lua, start, characters.count)
      }
    }
    try check(status, lua)
  }

  func push(_ value: LuaReference, _ lua: OpaquePointer) throws(LuaError) {
    guard value.core === self else { throw LuaError("a value of another Lua state") }
    hcl_push_reference(lua, value.reference)
  }

  private func push(object: AnyObject, _ lua: OpaquePointer) throws(LuaError) {
    let type = try registeredClass(of: object)
    hcl_push_reference(lua, type.metatable.reference)
    let owned = Unmanaged.passRetained(object)
    let status = hcl_push_object(lua, owned.toOpaque(), type.bytes(object))
    if status != LUA_OK { owned.release() }
    try check(status, lua)
    if hcl_external(bridge) > collectAt { try collect(lua) }
    if let limit = limits.externalLimit, hcl_external(bridge) > limit { try refuse(limit, lua) }
  }

  /// Collects garbage, and fails when what is left still hangs too much memory on userdata.
  private func refuse(_ limit: Int, _ lua: OpaquePointer) throws(LuaError) {
    try collect(lua)
    guard hcl_external(bridge) > limit else { return }
    hcl_pop(lua, 1)
    throw LuaError(limits.externalMessage(limit), kind: .memory)
  }

  /// Lua sees only a few bytes per object; this makes its collector see what hangs on them.
  private func collect(_ lua: OpaquePointer) throws(LuaError) {
    try check(hcl_collect(lua), lua)
    collectAt = max(limits.externalBytes, 2 * hcl_external(bridge))
  }

  /// The value at an index.
  func value(at index: Int32, _ lua: OpaquePointer) throws(LuaError) -> LuaValue {
    switch lua_type(lua, index) {
    case LUA_TBOOLEAN: return .boolean(lua_toboolean(lua, index) != 0)
    case LUA_TNUMBER:
      if lua_isinteger(lua, index) != 0 { return .integer(Int(lua_tointegerx(lua, index, nil))) }
      return .number(hcl_to_number(lua, index))
    case LUA_TSTRING: return .string(string(at: index, lua))
    case LUA_TTABLE:
      lua_pushvalue(lua, index)
      return .table(LuaTable(core: self, reference: try reference(lua), typeName: "table"))
    case LUA_TFUNCTION:
      lua_pushvalue(lua, index)
      return .function(LuaFunction(core: self, reference: try reference(lua), typeName: "function"))
    case LUA_TNIL, LUA_TNONE: return .nil
    case let type:
      if let pointer = hcl_object(lua, index) {
        return .object(Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue())
      }
      lua_pushvalue(lua, index)
      let name = String(cString: lua_typename(lua, type))
      return .other(LuaReference(core: self, reference: try reference(lua), typeName: name))
    }
  }

  /// The text of a value known to be a string: on a number lua_tolstring could raise.
  func string(at index: Int32, _ lua: OpaquePointer) -> String {
    var count = 0
    guard let bytes = lua_tolstring(lua, index, &count) else { return "" }
    return bytes.withMemoryRebound(to: UInt8.self, capacity: count) { start in
      String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
  }

  /// What an error message calls the value at an index.
  func describe(at index: Int32, _ lua: OpaquePointer) -> String {
    let type = lua_type(lua, index)
    if type == LUA_TNONE { return "no value" }
    if let pointer = hcl_object(lua, index) {
      let object = Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue()
      return (try? registeredClass(of: object).name) ?? "userdata"
    }
    if hcl_is_object(lua, index) { return "an object that was closed" }
    return String(cString: lua_typename(lua, type))
  }
}

/// Gives back what Lua owned.
private func releaseObject(_ object: UnsafeMutableRawPointer) {
  Unmanaged<AnyObject>.fromOpaque(object).release()
}
