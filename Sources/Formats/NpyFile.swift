import Foundation

/// Numpy's `.npy` files: one array after a short header.
public enum NpyFile {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The array of a file, mapped.
  /// - Throws: `FileError` or ``ForeignFileError``.
  public static func read(_ path: String) throws -> StoredArray {
    try read(Data.mapped(path), source: path)
  }

  /// The array in some bytes; `source` names them in messages.
  /// - Throws: ``ForeignFileError``.
  public static func read(_ data: Data, source: String) throws(ForeignFileError) -> StoredArray {
    do {
      return try parse(data)
    } catch {
      throw ForeignFileError(source, error.problem)
    }
  }

  private static func parse(_ data: Data) throws(ForeignFileError.Reason) -> StoredArray {
    let head = Array(data.prefix(12))
    guard head.count >= 10, Array(head[..<6]) == magic else {
      throw "is not an npy file, or it is cut off within its header"
    }
    let isShort = head[6] == 1
    guard isShort || head[6] == 2 || head[6] == 3 else {
      throw "is an npy file of the unknown version \(head[6])"
    }
    let fieldEnd = isShort ? 10 : 12
    let length = head[8..<min(fieldEnd, head.count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard head.count >= fieldEnd, length <= data.count - fieldEnd, length < 1 << 16 else {
      throw "is cut off within its header"
    }
    let first = data.startIndex + fieldEnd
    var header = PythonLiteral(Array(data[first..<first + length]))
    let fields = try header.dictionary()
    guard case .text(let descr)? = fields["descr"] else {
      throw "has a header without a plain \"descr\": structured arrays are not read here"
    }
    guard case .flag(let isFortran)? = fields["fortran_order"],
      case .numbers(let shape)? = fields["shape"]
    else { throw "has a header without \"fortran_order\" and \"shape\"" }
    return try StoredArray(
      data, start: fieldEnd + length, type: ElementType(numpy: descr), shape: shape,
      isFortran: isFortran)
  }

  /// The bytes before the elements of an array in row-major order, as numpy pads them.
  static func header(_ type: ElementType, shape: [Int]) -> [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text =
      "{'descr': '\(type.numpyName)', 'fortran_order': False, 'shape': (\(sizes)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    let length = UInt16(text.utf8.count)
    return magic + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
  }
}

/// The little of Python's syntax that an npy header is made of.
private struct PythonLiteral {
  enum Value {
    case text(String)
    case flag(Bool)
    case numbers([Int])
  }

  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func dictionary() throws(ForeignFileError.Reason) -> [String: Value] {
    try expect("{")
    var fields: [String: Value] = [:]
    while peek() != "}" {
      let key = try text()
      try expect(":")
      fields[key] = try value()
      if peek() == "," { next += 1 }
    }
    return fields
  }

  private mutating func value() throws(ForeignFileError.Reason) -> Value {
    switch peek() {
    case "'", "\"": return .text(try text())
    case "(": return .numbers(try numbers())
    case "T": return .flag(try word("True"))
    case "F": return .flag(!(try word("False")))
    case "[": throw "is an array of several fields (structured), which is not read here"
    default: throw "has a header that is not numpy's"
    }
  }

  private mutating func numbers() throws(ForeignFileError.Reason) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while peek() != ")" {
      var digits = ""
      while let digit = peek(), digit.isNumber {
        digits.append(digit)
        next += 1
      }
      guard let number = Int(digits) else { throw "has a header whose shape is no tuple of sizes" }
      numbers.append(number)
      if peek() == "L" { next += 1 }
      if peek() == "," { next += 1 }
    }
    next += 1
    return numbers
  }

  private mutating func text() throws(ForeignFileError.Reason) -> String {
    guard let quote = peek(), quote == "'" || quote == "\"" else {
      throw "has a header that is not numpy's"
    }
    next += 1
    let start = next
    while next < bytes.count, bytes[next] != quote.asciiValue { next += 1 }
    guard next < bytes.count else { throw "has a header that is not numpy's" }
    next += 1
    return String(decoding: bytes[start..<next - 1], as: UTF8.self)
  }

  private mutating func word(_ word: String) throws(ForeignFileError.Reason) -> Bool {
    guard bytes[next...].starts(with: word.utf8) else { throw "has a header that is not numpy's" }
    next += word.utf8.count
    return true
  }

  private mutating func expect(_ character: Character) throws(ForeignFileError.Reason) {
    guard peek() == character else { throw "has a header that is not numpy's" }
    next += 1
  }

  /// The next character that is no space.
  private mutating func peek() -> Character? {
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x0a { next += 1 }
    return next < bytes.count ? Character(Unicode.Scalar(bytes[next])) : nil
  }
}
