/// Reads the value of an override: a Lua literal, or a bare word that stands for itself.
///
/// Numbers, `true`, `false`, quoted strings and tables of these are read, and nothing is ever
/// evaluated. `mf`, `1e-3`, `'two words'` and `{ "hetcomp", alpha = 1.1 }` are values.
struct LiteralReader {
  private let text: [Character]
  private var place = 0

  private struct Unreadable: Error { let reason: String }

  /// The value of `text`.
  /// - Throws: ``ConfigError`` naming `origin` when a string or a table is not finished.
  static func read(_ text: String, origin: String) throws(ConfigError) -> ConfigValue {
    let bare = text.trimmingSpaces
    guard !isCode(bare) else { throw ConfigError(origin: origin, message: code) }
    guard let first = bare.first, "\"'{".contains(first) else { return word(bare) }
    var reader = LiteralReader(text: Array(bare))
    do {
      let value = try reader.value()
      reader.skipSpace()
      guard reader.place == reader.text.count else { throw Unreadable(reason: "more follows it") }
      return value
    } catch {
      let reason = (error as? Unreadable)?.reason ?? "\(error)"
      // A shell takes a table apart at its spaces.
      let advice = first == "{" ? "; put key and value in quotes, 'key={ … }'" : ""
      throw ConfigError(origin: origin, message: "\(bare) is no Lua literal: \(reason)\(advice)")
    }
  }

  private init(text: [Character]) { self.text = text }

  /// Whether a text is meant as an expression on the module `hetcomp`.
  private static func isCode(_ text: String) -> Bool {
    !text.hasPrefix("{") && text.contains(/\bhc\.\w+\s*[({"']/)
  }

  private static let code =
    "a value given here is never run as Lua; write hc.use(\"cosine\", { to = 0.1 }) as "
    + "{ \"cosine\", to = 0.1 } and a * b as { \"product\", first = a, second = b } (a + b is a "
    + "\"sum\", followed_by is \"then\" with at = …)"

  /// A number, a truth value, or else the word itself.
  private static func word(_ word: String) -> ConfigValue {
    switch word {
    case "true": return .flag(true)
    case "false": return .flag(false)
    default: break
    }
    guard let first = word.first, first.isNumber || "+-.".contains(first) else {
      return .text(word)
    }
    if let integer = Int(word) { return .integer(integer) }
    if let number = Double(word) { return .number(number) }
    return .text(word)
  }

  private mutating func value() throws -> ConfigValue {
    skipSpace()
    guard let next = peek else { throw Unreadable(reason: "a value is missing") }
    if next == "{" { return .table(try table()) }
    if next == "\"" || next == "'" { return .text(try quoted(by: next)) }
    let word = bareWord()
    if word.hasPrefix("hc.") { throw Unreadable(reason: Self.code) }
    if word.isEmpty { throw Unreadable(reason: "\"\(next)\" cannot begin a value") }
    if case .text = Self.word(word) {
      throw Unreadable(reason: "inside a table, write \"\(word)\" in quotes")
    }
    return Self.word(word)
  }

  private mutating func table() throws -> ConfigTable {
    var table = ConfigTable()
    place += 1
    while true {
      skipSpace()
      guard let next = peek else { throw Unreadable(reason: "a closing brace is missing") }
      if next == "}" {
        place += 1
        return table
      }
      if let key = keyBeforeEquals() {
        table.keys[key] = try value()
      } else {
        table.items.append(try value())
      }
      skipSpace()
      if peek == "," || peek == ";" {
        place += 1
      } else if peek != "}" {
        throw Unreadable(reason: "a comma or a closing brace is missing")
      }
    }
  }

  /// A name followed by `=`; leaves the place alone when there is none.
  private mutating func keyBeforeEquals() -> String? {
    let start = place
    let key = bareWord()
    skipSpace()
    if !key.isEmpty, peek == "=" {
      place += 1
      return key
    }
    place = start
    return nil
  }

  private mutating func quoted(by quote: Character) throws -> String {
    place += 1
    var result = ""
    while let next = peek, next != quote {
      place += 1
      if next == "\\", let escaped = peek {
        place += 1
        result.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
      } else {
        result.append(next)
      }
    }
    guard peek == quote else { throw Unreadable(reason: "a closing quote is missing") }
    place += 1
    return result
  }

  private mutating func bareWord() -> String {
    let start = place
    while let next = peek, next.isLetter || next.isNumber || "+-._".contains(next) { place += 1 }
    return String(text[start..<place])
  }

  private var peek: Character? { place < text.count ? text[place] : nil }

  private mutating func skipSpace() {
    while let next = peek, next.isWhitespace { place += 1 }
  }
}

extension String {
  var trimmingSpaces: String {
    var part = Substring(self)
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
