import CLuaBridge

/// A Lua 5.4 state: a sandbox with limits, used from one thread.
///
/// It may move to another thread between calls. It closes when the last reference to it goes;
/// tables and functions that outlive it answer with errors. A Swift closure given to Lua must not
/// hold the state, which would hold itself: inside, use ``LuaArguments/state``.
public final class LuaState {
  let core: LuaCore
  let sandbox: Sandbox

  /// Opens a state.
  ///
  /// - Throws: when there is not enough memory for it.
  public init(limits: LuaLimits = LuaLimits(), sandbox options: LuaSandbox = LuaSandbox())
    throws(LuaError)
  {
    core = try LuaCore(limits: limits)
    do {
      sandbox = try Sandbox(options, in: core)
    } catch {
      core.close()
      throw error
    }
    core.owner = self
  }

  deinit { core.close() }

  /// Closes the state now, and lets go of every Swift object that Lua holds, which may hold the state.
  public func close() { core.close() }

  /// The version of Lua that this build was made with, such as 5.4.6.
  public static var version: String {
    "\(LUA_VERSION_MAJOR).\(LUA_VERSION_MINOR).\(LUA_VERSION_RELEASE)"
  }

  /// The names that every script can read: setting one here defines it.
  public var globals: LuaTable { sandbox.globals }

  /// `sorted_pairs(t)`: like `pairs`, in the order of ``LuaTable/pairs()``. The order of plain
  /// `pairs` over strings changes from run to run, because Lua seeds its hashes from addresses.
  public var sortedPairs: LuaFunction { sandbox.sortedPairs }

  /// Stops a running call from elsewhere.
  public var interrupter: LuaInterrupter { LuaInterrupter(core) }

  /// Bytes that Lua's own values take now.
  public var memory: Int { hcl_memory(core.bridge) }

  /// Bytes that hang on living userdata, as their classes say.
  public var externalBytes: Int { hcl_external(core.bridge) }

  /// Compiles source text; nothing runs. Binary chunks are refused.
  ///
  /// - Parameters:
  ///   - chunkName: what errors call the source: its path, as the user knows it.
  ///   - environment: its globals; nil for the sandbox's.
  /// - Throws: a `syntax` error with file and line.
  public func load(source: String, chunkName: String, environment: LuaTable? = nil)
    throws(LuaError) -> LuaFunction
  {
    try core.load(source, named: chunkName, environment ?? sandbox.view)
  }

  /// A new global table for some chunks: `additions` over the sandbox's names.
  ///
  /// `assignable`: whether scripts may assign undeclared globals, as a prompt wants it.
  public func environment(adding additions: [String: LuaValue] = [:], assignable: Bool = false)
    throws(LuaError) -> LuaTable
  {
    try sandbox.environment(try table(additions), assignable: assignable)
  }

  /// A view of a table for scripts: read-only, where an unknown name is an error that names the
  /// nearest and calls the table `name`.
  public func readOnly(_ table: LuaTable, name: String) throws(LuaError) -> LuaTable {
    try sandbox.readOnly(table, name: name)
  }

  /// A new table with these fields.
  public func table(_ fields: [String: LuaValue] = [:]) throws(LuaError) -> LuaTable {
    let table = try core.table()
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) { try table.set(key, value) }
    return table
  }

  /// A new table with these elements, from 1.
  public func table(_ elements: [LuaValue]) throws(LuaError) -> LuaTable {
    let table = try core.table()
    for (index, value) in elements.enumerated() { try table.set(index + 1, value) }
    return table
  }

  /// A Lua function that runs a closure with one result. `name` appears in messages.
  public func function(
    _ name: String, _ body: @escaping (borrowing LuaArguments) throws -> LuaValue
  ) throws(LuaError) -> LuaFunction {
    try core.function(name, .one(body))
  }

  /// A Lua function that runs a closure with any number of results.
  public func functionOfMany(
    _ name: String, _ body: @escaping (borrowing LuaArguments) throws -> [LuaValue]
  ) throws(LuaError) -> LuaFunction {
    try core.function(name, .many(body))
  }

  /// Makes the objects of a Swift class known to scripts.
  public func register<T: AnyObject>(_ type: LuaClass<T>) throws(LuaError) {
    try type.register(in: core)
  }

  /// What scripts call the class of an object; nil when its class was not registered.
  public func className(of object: AnyObject) -> String? {
    try? core.registeredClass(of: object).name
  }

  /// The text of a value, as a script's `tostring` gives it.
  public func text(_ value: LuaValue) throws(LuaError) -> String {
    let lua = try core.stack()
    try core.push(value, lua)
    try core.watched(lua, hcl_text)
    defer { hcl_pop(lua, 1) }
    return core.string(at: -1, lua)
  }

  /// A full collection of garbage.
  public func collectGarbage() throws(LuaError) {
    let lua = try core.stack()
    core.freeForgotten(lua)
    try core.check(hcl_collect(lua), lua)
  }
}

extension LuaCore {
  func load(_ source: String, named name: String, _ environment: LuaTable?) throws(LuaError)
    -> LuaFunction
  {
    let lua = try stack()
    var source = source
    let status = source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        luaL_loadbufferx(lua, characters.baseAddress, characters.count, "@\(name)", "t")
      }
    }
    if status != LUA_OK {
      var error = failure(status, of: lua, called: false)
      if error.file == nil || error.file?.hasPrefix("...") == true { error.file = name }
      throw error
    }
    if let environment {
      try push(environment, lua)
      lua_setupvalue(lua, -2, 1)
    }
    return LuaFunction(core: self, reference: try reference(lua), typeName: "function")
  }
}
