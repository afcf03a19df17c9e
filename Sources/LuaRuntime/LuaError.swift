/// What went wrong in Lua, or in a Swift closure that Lua called.
public struct LuaError: Error, CustomStringConvertible {
  /// The sorts of failure.
  public enum Kind: Sendable {
    /// An error raised by a script, by Lua, or by a Swift closure.
    case runtime
    /// The source text is not Lua.
    case syntax
    /// The memory limit is reached.
    case memory
    /// The call took longer than the time limit.
    case timeLimit
    /// The call was stopped by ``LuaInterrupter/interrupt()``.
    case interrupted
  }

  /// The sort of failure.
  public var kind: Kind
  /// One sentence, without the place.
  public var message: String
  /// The chunk's name, if the place is known.
  public var file: String?
  /// The line in `file`, from 1.
  public var line: Int?
  /// Lua's stack when the error was raised, Swift functions included; empty if there was none.
  public var traceback: String
  /// The error that a Swift closure threw, on its way through Lua.
  public var payload: (any Error)?

  /// An error for a closure to throw; the caller's file and line are added when Lua sees it.
  public init(
    _ message: String, kind: Kind = .runtime, file: String? = nil, line: Int? = nil,
    traceback: String = "", payload: (any Error)? = nil
  ) {
    self.kind = kind
    self.message = message
    self.file = file
    self.line = line
    self.traceback = traceback
    self.payload = payload
  }

  /// `file:line: message`, as Lua writes it.
  public var description: String {
    guard let file, let line else { return message }
    return "\(file):\(line): \(message)"
  }
}

extension LuaError {
  static let closed = LuaError("the Lua state is closed")

  /// Splits `file:line: message`; text without a place becomes the message.
  init(parsing text: String, kind: Kind = .runtime) {
    self.init(text, kind: kind)
    let bytes = text.utf8
    var start = bytes.startIndex
    while let colon = bytes[start...].firstIndex(of: UInt8(ascii: ":")) {
      let digits = bytes[bytes.index(after: colon)...]
      let end = digits.firstIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if let end, let line = Int(text[digits.startIndex..<end]),
        bytes[end...].starts(with: ": ".utf8)
      {
        file = String(text[..<colon])
        self.line = line
        message = String(text[bytes.index(end, offsetBy: 2)...])
        return
      }
      start = digits.startIndex
    }
  }
}
