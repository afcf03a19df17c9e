import LuaRuntime

extension LuaError {
  /// The traceback as a plugin's author needs it: without the frames of host and sandbox.
  var shownTraceback: String {
    let foreign = ["[C]: in ?", "sandbox:", "[string \"sandbox\"]"]
    let lines = traceback.split(separator: "\n").filter { line in
      let frame = line.drop { $0.isWhitespace }
      return !foreign.contains { frame.hasPrefix($0) }
    }
    return lines.count < 2 ? "" : lines.joined(separator: "\n")
  }
}
