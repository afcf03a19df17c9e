/// A word of Lua source.
struct LuaToken: Equatable {
  enum Kind { case name, keyword, string, number, symbol, end }

  let kind: Kind
  /// The word as written; of a string only what stands within its quotes.
  let text: String
  /// Its line, from 1.
  let line: Int
}

/// Cuts Lua source into words. The source is taken to be correct: Lua itself has compiled it.
struct LuaTokens {
  private let source: [UInt8]
  private var at = 0
  private var line = 1

  private static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
    "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
  private static let longSymbols = ["...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"]

  /// All words of a source, and an end.
  static func all(_ source: String) -> [LuaToken] {
    var reader = LuaTokens(source: Array(source.utf8))
    var tokens: [LuaToken] = []
    repeat { tokens.append(reader.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private init(source: [UInt8]) { self.source = source }

  private func byte(_ offset: Int = 0) -> UInt8 {
    at + offset < source.count ? source[at + offset] : 0
  }

  private func starts(with text: String) -> Bool { source[at...].starts(with: text.utf8) }

  private mutating func step() {
    if byte() == UInt8(ascii: "\n") { line += 1 }
    at += 1
  }

  private mutating func next() -> LuaToken {
    skipBlanks()
    guard at < source.count else { return LuaToken(kind: .end, text: "", line: line) }
    let first = byte()
    if first.isLetter { return word() }
    if first.isDigit || (first == UInt8(ascii: ".") && byte(1).isDigit) { return number() }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return quoted(first) }
    if let level = longBracket() { return long(level) }
    let symbol = Self.longSymbols.first(where: starts) ?? String(UnicodeScalar(first))
    at += symbol.utf8.count
    return LuaToken(kind: .symbol, text: symbol, line: line)
  }

  private mutating func skipBlanks() {
    while at < source.count {
      if byte() <= UInt8(ascii: " ") {
        step()
      } else if starts(with: "--") || (at == 0 && byte() == UInt8(ascii: "#")) {
        at += 2
        if let level = longBracket() {
          _ = long(level)
        } else {
          while at < source.count, byte() != UInt8(ascii: "\n") { at += 1 }
        }
      } else {
        return
      }
    }
  }

  private mutating func take(_ kind: LuaToken.Kind, while holds: (UInt8) -> Bool) -> LuaToken {
    let start = at
    while at < source.count, holds(byte()) { at += 1 }
    return LuaToken(
      kind: kind, text: String(decoding: source[start..<at], as: UTF8.self), line: line)
  }

  private mutating func word() -> LuaToken {
    let name = take(.name) { $0.isLetter || $0.isDigit }
    guard Self.keywords.contains(name.text) else { return name }
    return LuaToken(kind: .keyword, text: name.text, line: name.line)
  }

  private mutating func number() -> LuaToken {
    let isHex = starts(with: "0x") || starts(with: "0X")
    var before: UInt8 = 0
    return take(.number) { byte in
      let exponents = isHex ? "pP" : "eE"
      let isSign = "+-".utf8.contains(byte) && exponents.utf8.contains(before)
      before = byte
      return byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") || isSign
    }
  }

  private mutating func quoted(_ quote: UInt8) -> LuaToken {
    let first = line
    at += 1
    let start = at
    while at < source.count, byte() != quote {
      if byte() == UInt8(ascii: "\\") { step() }
      step()
    }
    let text = String(decoding: source[start..<min(at, source.count)], as: UTF8.self)
    at += 1
    return LuaToken(kind: .string, text: text, line: first)
  }

  /// The number of `=` in the `[==[` that stands here.
  private func longBracket() -> Int? {
    guard byte() == UInt8(ascii: "[") else { return nil }
    var level = 0
    while byte(1 + level) == UInt8(ascii: "=") { level += 1 }
    return byte(1 + level) == UInt8(ascii: "[") ? level : nil
  }

  private mutating func long(_ level: Int) -> LuaToken {
    let first = line
    at += level + 2
    let (start, close) = (at, "]" + String(repeating: "=", count: level) + "]")
    while at < source.count, !starts(with: close) { step() }
    let text = String(decoding: source[start..<min(at, source.count)], as: UTF8.self)
    at += level + 2
    return LuaToken(kind: .string, text: text, line: first)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
  }
}
