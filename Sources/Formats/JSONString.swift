extension JSONParser {
  mutating func string() throws(JSONError) -> String {
    next += 1
    let start = next
    while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
      if bytes[next] == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if bytes[next] < 0x20 { throw error("a control character stands in a string") }
      next += 1
    }
    guard next < bytes.count else { throw error("a string has no closing quote") }
    next += 1
    return try text(bytes[start..<(next - 1)])
  }

  mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var decoded = Array(bytes[start..<next])
    while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
      let byte = bytes[next]
      if byte < 0x20 { throw error("a control character stands in a string") }
      if byte == UInt8(ascii: "\\") {
        decoded.append(contentsOf: Array(String(try escape()).utf8))
      } else {
        decoded.append(byte)
        next += 1
      }
    }
    guard next < bytes.count else { throw error("a string has no closing quote") }
    next += 1
    return try text(decoded[...])
  }

  func text(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw error("a string is not UTF-8")
    }
    return text
  }

  mutating func escape() throws(JSONError) -> Character {
    guard next + 1 < bytes.count else { throw error("a string has no closing quote") }
    let letter = bytes[next + 1]
    if letter == UInt8(ascii: "u") { return Character(try unicodeEscape()) }
    guard let place = "\"\\/bfnrt".utf8.firstIndex(of: letter) else {
      throw error("an unknown escape stands in a string")
    }
    next += 2
    let meanings: [Character] = ["\"", "\\", "/", "\u{8}", "\u{c}", "\n", "\r", "\t"]
    return meanings["\"\\/bfnrt".utf8.distance(from: "\"\\/bfnrt".utf8.startIndex, to: place)]
  }

  mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try hexUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let pairFollows =
      next + 1 < bytes.count && bytes[next] == UInt8(ascii: "\\")
      && bytes[next + 1] == UInt8(ascii: "u")
    guard first < 0xdc00, pairFollows else { throw error("half of a surrogate pair stands alone") }
    let second = try hexUnit()
    guard 0xdc00..<0xe000 ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw error("half of a surrogate pair stands alone") }
    return scalar
  }

  mutating func hexUnit() throws(JSONError) -> UInt32 {
    let digits = bytes[min(next + 2, bytes.count)..<min(next + 6, bytes.count)]
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits must follow \\u") }
    next += 6
    return unit
  }
}
