import CLuaBridge

/// Errors crossing the border, in both directions.
///
/// Lua carries a plain string, so that scripts can treat the error of a Swift closure like any
/// other; when the same string comes back out, the Swift error behind it is found again.
extension LuaCore {
  private static let longestTrain = 32

  /// Pushes the error's text for Lua to raise; answers what the trampoline expects.
  func raise(_ error: any Error, _ lua: OpaquePointer) -> Int32 {
    var known = error as? LuaError ?? LuaError("\(error)", payload: error)
    if known.file == nil {
      let place = LuaError(parsing: String(cString: hcl_where(lua)))
      known.file = place.file
      known.line = place.line
    }
    let text = known.description
    if travelling.count == Self.longestTrain { travelling.removeFirst() }
    travelling.append((text, known))
    do {
      try push(text, lua)
      return Int32(HCL_RAISE)
    } catch {
      return Int32(HCL_NO_MEMORY)
    }
  }

  /// The error on top of the stack, popped. `called`: by a call, which noted place and traceback.
  func failure(_ status: Int32, of lua: OpaquePointer, called: Bool) -> LuaError {
    defer { hcl_pop(lua, 1) }
    let isText = lua_type(lua, -1) == LUA_TSTRING
    let text = isText ? string(at: -1, lua) : "(error object is a \(describe(at: -1, lua)) value)"
    let traceback = called ? String(cString: hcl_traceback(bridge)) : ""
    if var error = travelling.last(where: { $0.text == text })?.error {
      if error.traceback.isEmpty { error.traceback = traceback }
      return error
    }
    var error = LuaError(parsing: text, kind: status == LUA_ERRSYNTAX ? .syntax : .runtime)
    error.message = Self.cut(error.message)
    if status == LUA_ERRMEM || error.message == "not enough memory" {
      (error.kind, error.message) = (.memory, limits.memoryMessage)
      if called { addPlace(to: &error, traceback) }
      return error
    }
    guard called else { return error }
    error.traceback = traceback
    lengthenFile(of: &error)
    switch hcl_stopped(bridge) {
    case HCL_TIME_LIMIT: (error.kind, error.message) = (.timeLimit, limits.timeMessage)
    case HCL_INTERRUPTED: error.kind = .interrupted
    default: break
    }
    return error
  }

  /// A message that a terminal can show; scripts may raise megabytes.
  private static func cut(_ message: String) -> String {
    let most = 2000
    guard message.utf8.count > most else { return message }
    return "\(message.prefix(most)) … (\(message.utf8.count) bytes)"
  }

  /// Lua's memory error says nothing of where; the allocator has noted it.
  private func addPlace(to error: inout LuaError, _ traceback: String) {
    error.traceback = traceback
    guard error.file == nil, hcl_error_line(bridge) > 0 else { return }
    error.file = String(cString: hcl_error_source(bridge))
    error.line = Int(hcl_error_line(bridge))
  }

  /// Lua cuts long chunk names in messages; the handler has noted the whole one.
  private func lengthenFile(of error: inout LuaError) {
    guard let file = error.file, error.line == Int(hcl_error_line(bridge)) else { return }
    let whole = String(cString: hcl_error_source(bridge))
    if file.hasPrefix("..."), whole.hasSuffix(file.dropFirst(3)) { error.file = whole }
  }
}
