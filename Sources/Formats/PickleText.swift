/// The texts of protocol 0, written with backslashes.
enum PickleText {
  /// The bytes of a Python 2 text in quotes; nil when it is none.
  static func unquoted(_ line: String) -> [UInt8]? {
    let bytes = Array(line.utf8)
    guard bytes.count >= 2, let quote = bytes.first, quote == bytes.last,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { return nil }
    var result: [UInt8] = []
    var next = 1
    while next < bytes.count - 1 {
      let byte = bytes[next]
      next += 1
      guard byte == UInt8(ascii: "\\"), next < bytes.count - 1 else {
        result.append(byte)
        continue
      }
      let mark = bytes[next]
      next += 1
      switch mark {
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "x"):
        let end = min(next + 2, bytes.count - 1)
        guard let code = UInt8(String(decoding: bytes[next..<end], as: UTF8.self), radix: 16)
        else { return nil }
        result.append(code)
        next = end
      default: result.append(mark)
      }
    }
    return result
  }

  /// A text whose unusual characters are written `\uXXXX` or `\UXXXXXXXX`, each byte else a
  /// character of Latin-1.
  static func unescaped(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes)
    var text = String.UnicodeScalarView()
    var next = 0
    while next < bytes.count {
      if bytes[next] == UInt8(ascii: "\\"), next + 1 < bytes.count {
        let width = bytes[next + 1] == UInt8(ascii: "u") ? 4 : 8
        let isEscape = width == 4 || bytes[next + 1] == UInt8(ascii: "U")
        let end = next + 2 + width
        if isEscape, end <= bytes.count,
          let code = UInt32(String(decoding: bytes[next + 2..<end], as: UTF8.self), radix: 16)
        {
          text.append(Unicode.Scalar(code) ?? "\u{fffd}")
          next = end
          continue
        }
      }
      text.append(Unicode.Scalar(bytes[next]))
      next += 1
    }
    return String(text)
  }
}
