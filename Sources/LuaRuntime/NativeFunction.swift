import CLuaBridge

/// A Swift closure that Lua can call: one result is pushed without an array.
final class NativeFunction {
  enum Body {
    case one((borrowing LuaArguments) throws -> LuaValue)
    case many((borrowing LuaArguments) throws -> [LuaValue])
  }

  let name: String
  /// Stack slots before argument 1: the receiver of a method.
  let skipped: Int32
  /// Outlives the function, which is freed when the core closes.
  unowned(unsafe) let core: LuaCore
  private let body: Body

  init(name: String, skipped: Int32, core: LuaCore, body: Body) {
    self.name = name
    self.skipped = skipped
    self.core = core
    self.body = body
  }

  func run(_ lua: OpaquePointer) -> Int32 {
    do {
      let arguments = LuaArguments(function: self, lua: lua)
      switch body {
      case .one(let body):
        try core.push(try body(arguments), lua)
        return 1
      case .many(let body):
        let results = try body(arguments)
        _ = try core.stack(room: results.count)
        for result in results { try core.push(result, lua) }
        return Int32(results.count)
      }
    } catch {
      return core.raise(error, lua)
    }
  }
}

private func callNative(_ context: UnsafeMutableRawPointer, _ lua: OpaquePointer) -> Int32 {
  Unmanaged<NativeFunction>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.run(lua) }
}

extension LuaCore {
  func function(_ name: String, skipped: Int32 = 0, _ body: NativeFunction.Body) throws(LuaError)
    -> LuaFunction
  {
    let lua = try stack()
    let native = NativeFunction(name: name, skipped: skipped, core: self, body: body)
    let owned = Unmanaged.passRetained(native)
    let status = hcl_push_closure(lua, callNative, owned.toOpaque())
    if status != LUA_OK { owned.release() }
    try check(status, lua)
    return LuaFunction(core: self, reference: try reference(lua), typeName: "function")
  }
}
