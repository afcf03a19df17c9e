import CLuaBridge

/// The arguments of a call from Lua, read where they lie, valid only during the call.
///
/// Arguments count from 1; a method's receiver is not among them. Every typed access throws
/// "bad argument #2 to 'gap': number expected, got nil" when the value is of another type.
public struct LuaArguments: ~Copyable {
  private let function: Unmanaged<NativeFunction>
  private let lua: OpaquePointer
  private let skipped: Int32

  init(function: NativeFunction, lua: OpaquePointer) {
    self.function = .passUnretained(function)
    self.lua = lua
    skipped = function.skipped
  }

  private var core: LuaCore { function._withUnsafeGuaranteedRef { $0.core } }

  private func slot(_ position: Int) -> Int32 { Int32(truncatingIfNeeded: position) + skipped }

  /// How many were given, trailing nils included.
  public var count: Int { max(0, Int(lua_gettop(lua) - skipped)) }

  /// Whether the argument is there and not nil.
  public func has(_ position: Int) -> Bool { lua_type(lua, slot(position)) > LUA_TNIL }

  /// Whether the argument is a number of either kind.
  public func isNumber(_ position: Int) -> Bool {
    lua_type(lua, slot(position)) == LUA_TNUMBER
  }

  /// An argument of any type; nil when there is none.
  public func value(_ position: Int) throws(LuaError) -> LuaValue {
    try core.value(at: slot(position), lua)
  }

  /// All of them.
  public func values() throws(LuaError) -> [LuaValue] {
    var values: [LuaValue] = []
    for position in 0..<count { values.append(try value(position + 1)) }
    return values
  }

  /// A number of either kind.
  public func number(_ position: Int) throws(LuaError) -> Double {
    guard isNumber(position) else { throw mismatch(position, "number") }
    return hcl_to_number(lua, slot(position))
  }

  /// A number that is an integer.
  public func integer(_ position: Int) throws(LuaError) -> Int {
    guard isNumber(position) else { throw mismatch(position, "integer") }
    var isInteger: Int32 = 0
    let value = lua_tointegerx(lua, slot(position), &isInteger)
    guard isInteger != 0 else {
      throw bad(position, "integer expected, got \(hcl_to_number(lua, slot(position)))")
    }
    return Int(value)
  }

  /// `true` or `false`; nothing else counts.
  public func boolean(_ position: Int) throws(LuaError) -> Bool {
    guard lua_type(lua, slot(position)) == LUA_TBOOLEAN else {
      throw mismatch(position, "boolean")
    }
    return lua_toboolean(lua, slot(position)) != 0
  }

  /// A string; numbers are not converted.
  public func string(_ position: Int) throws(LuaError) -> String {
    guard lua_type(lua, slot(position)) == LUA_TSTRING else { throw mismatch(position, "string") }
    return core.string(at: slot(position), lua)
  }

  /// A table.
  public func table(_ position: Int) throws(LuaError) -> LuaTable {
    guard case .table(let table) = try value(position) else { throw mismatch(position, "table") }
    return table
  }

  /// A function.
  public func function(_ position: Int) throws(LuaError) -> LuaFunction {
    guard case .function(let function) = try value(position) else {
      throw mismatch(position, "function")
    }
    return function
  }

  /// The Swift object of a userdata of class `T`.
  public func object<T: AnyObject>(_ position: Int, as type: T.Type = T.self) throws(LuaError) -> T
  {
    guard let object = objectIfAny(slot(position), type) else {
      throw mismatch(position, core.name(of: type))
    }
    return object
  }

  /// The Swift object of a userdata of class `T`; nil when the argument is anything else.
  public func objectIfAny<T: AnyObject>(_ position: Int, as type: T.Type = T.self) -> T? {
    objectIfAny(slot(position), type)
  }

  /// A number, or the standard when absent or nil.
  public func number(_ position: Int, or standard: Double) throws(LuaError) -> Double {
    has(position) ? try number(position) : standard
  }

  /// An integer, or the standard when absent or nil.
  public func integer(_ position: Int, or standard: Int) throws(LuaError) -> Int {
    has(position) ? try integer(position) : standard
  }

  /// A boolean, or the standard when absent or nil.
  public func boolean(_ position: Int, or standard: Bool) throws(LuaError) -> Bool {
    has(position) ? try boolean(position) : standard
  }

  /// A string, or the standard when absent or nil.
  public func string(_ position: Int, or standard: String) throws(LuaError) -> String {
    has(position) ? try string(position) : standard
  }

  /// An error about one argument, for what only the closure can know: `bad(2, "must be positive")`.
  public func bad(_ position: Int, _ complaint: String) -> LuaError {
    let name = function._withUnsafeGuaranteedRef { $0.name }
    return LuaError("bad argument #\(position) to '\(name)': \(complaint)")
  }

  /// "file:12", where the script called.
  public var place: String {
    let place = LuaError(parsing: String(cString: hcl_where(lua)))
    return place.file.map { "\($0):\(place.line ?? 0)" } ?? ""
  }

  /// The state that is calling, so that closures need not capture it.
  public var state: LuaState {
    guard let state = core.owner else { preconditionFailure("a closed Lua state is calling") }
    return state
  }
}

extension LuaArguments {
  /// The object before the colon.
  func receiver<T: AnyObject>(_ type: T.Type) throws(LuaError) -> T {
    if let object = objectIfAny(1, type) { return object }
    let method = function._withUnsafeGuaranteedRef { $0.name }
    let (name, got) = (core.name(of: type), core.describe(at: 1, lua))
    throw LuaError("calling '\(method)' on a bad self: \(name) expected, got \(got)")
  }

  /// A key in a message.
  func text(_ position: Int) -> String {
    switch try? value(position) {
    case .string(let text): text
    case .integer(let number): "[\(number)]"
    case .number(let number): "[\(number)]"
    default: "[a \(core.describe(at: slot(position), lua))]"
    }
  }

  private func objectIfAny<T: AnyObject>(_ slot: Int32, _ type: T.Type) -> T? {
    guard let pointer = hcl_object(lua, slot) else { return nil }
    let object = Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue()
    if Swift.type(of: object) == type { return unsafeDowncast(object, to: type) }
    return object as? T
  }

  private func mismatch(_ position: Int, _ expected: String) -> LuaError {
    bad(position, "\(expected) expected, got \(core.describe(at: slot(position), lua))")
  }
}
