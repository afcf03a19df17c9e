import CLuaBridge

/// A value that lives in a Lua state, kept alive as long as this handle.
///
/// Letting go is always safe: the release is queued and done by the state itself, and a handle that
/// outlives its state answers every question with an error.
public class LuaReference {
  let core: LuaCore
  let reference: Int32
  /// The type's name as Lua's `type` gives it.
  public let typeName: String

  init(core: LuaCore, reference: Int32, typeName: String) {
    self.core = core
    self.reference = reference
    self.typeName = typeName
  }

  deinit { core.forget(reference) }

  /// A number that two handles share exactly when they name the same value; 0 once it is closed.
  public var identity: Int {
    guard core.isOpen, let lua = try? core.stack() else { return 0 }
    hcl_push_reference(lua, reference)
    defer { hcl_pop(lua, 1) }
    return Int(bitPattern: lua_topointer(lua, -1))
  }
}
