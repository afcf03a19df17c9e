import Foundation

/// Why some text is not JSON, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// The file, or what else the text is called.
  public let source: String
  /// The line, counted from 1.
  public let line: Int
  /// The byte in the line, counted from 1.
  public let column: Int
  /// What is wrong, without a full stop.
  public let problem: String

  /// The sentence that is shown.
  public var description: String { "\(source):\(line):\(column): \(problem)." }
}

extension JSONValue {
  /// Reads strict JSON (RFC 8259): no comments, no trailing commas, no repeated keys, no NaN, at
  /// most 200 levels.
  ///
  /// - Parameter source: the name that errors begin with.
  /// - Throws: ``JSONError``.
  public init(parsing bytes: [UInt8], source: String = "JSON text") throws(JSONError) {
    var parser = JSONParser(bytes: bytes, source: source)
    self = try parser.document()
  }

  /// Reads strict JSON from text.
  public init(parsing text: String, source: String = "JSON text") throws(JSONError) {
    try self.init(parsing: Array(text.utf8), source: source)
  }

  /// Reads a JSON file.
  ///
  /// - Throws: ``FileError`` or ``JSONError``.
  public init(file path: String) throws {
    try self.init(parsing: [UInt8](Data.mapped(path)), source: path)
  }
}

/// A recursive-descent reader; numbers and strings are in files of their own.
struct JSONParser {
  let bytes: [UInt8]
  let source: String
  var next = 0
  var depth = 0

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try self.value()
    skipSpace()
    if next < bytes.count { throw error("text follows the end of the value") }
    return value
  }

  mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard next < bytes.count else { throw error("the text ends where a value should be") }
    switch bytes[next] {
    case UInt8(ascii: "{"): return try nested { (p) throws(JSONError) in try p.object() }
    case UInt8(ascii: "["): return try nested { (p) throws(JSONError) in try p.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  mutating func nested(
    _ body: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    depth += 1
    if depth > 200 { throw error("values are nested more than 200 deep") }
    next += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  mutating func array() throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(values) }
    while true {
      values.append(try value())
      if take(UInt8(ascii: "]")) { return .array(values) }
      guard take(UInt8(ascii: ",")) else { throw error("a ',' or ']' is missing") }
    }
  }

  mutating func object() throws(JSONError) -> JSONValue {
    var members = JSONObject()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else {
        throw error("a key in double quotes is missing")
      }
      let key = try string()
      guard members[key] == nil else { throw error("the key \"\(key)\" is there twice") }
      guard take(UInt8(ascii: ":")) else { throw error("a ':' is missing after \"\(key)\"") }
      members[key] = try value()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw error("a ',' or '}' is missing") }
    }
  }

  mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let letters = Array(text.description.utf8)
    guard bytes[next...].starts(with: letters) else { throw error("this is not a JSON value") }
    next += letters.count
    return value
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next < bytes.count, bytes[next] == byte else { return false }
    next += 1
    return true
  }

  mutating func skipSpace() {
    while next < bytes.count {
      switch bytes[next] {
      case 0x20, 0x0a, 0x0d, 0x09: next += 1
      default: return
      }
    }
  }

  func error(_ problem: String) -> JSONError {
    let before = bytes[..<min(next, bytes.count)]
    let line = 1 + before.count { $0 == 0x0a }
    let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    return JSONError(source: source, line: line, column: before.count - start + 1, problem: problem)
  }
}
