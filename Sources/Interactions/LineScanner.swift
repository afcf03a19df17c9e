import Formats
import Foundation

/// Walks through the bytes of a text file, line by line, and knows where it is when it fails.
struct LineScanner {
  let path: String
  let bytes: [UInt8]
  private(set) var line = 1
  private var next: Int

  /// Opens a file; a byte-order mark is passed over.
  init(_ path: String) throws(FileError) {
    self.path = path
    bytes = [UInt8](try Data.mapped(path))
    next = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// Whether anything but white space is left.
  var hasMore: Bool {
    bytes[next...].contains { $0 > 0x20 }
  }

  /// Passes over blanks; true at a token, false at the end of the line.
  mutating func atToken() -> Bool {
    while next < bytes.count {
      let byte = bytes[next]
      if byte > 0x20 { return true }
      if byte == 0x0a { return false }
      next += 1
    }
    return false
  }

  /// Passes over the rest of the line; its bytes without the line's end.
  mutating func restOfLine() -> Range<Int> {
    let start = next
    while next < bytes.count, bytes[next] != 0x0a { next += 1 }
    var end = next
    if end > start, bytes[end - 1] == 0x0d { end -= 1 }
    if next < bytes.count { next += 1 }
    line += 1
    return start..<end
  }

  /// Reads the number at a token: digits up to white space.
  mutating func number(_ meaning: StaticString) throws(DataError) -> Int64 {
    let start = next
    while next < bytes.count, bytes[next] > 0x20 { next += 1 }
    return try number(in: start..<next, meaning)
  }

  /// The whole number that some bytes spell, which must fit an `Int32` and not be negative.
  func number(in range: Range<Int>, _ meaning: StaticString) throws(DataError) -> Int64 {
    var value: Int64 = 0
    for place in range {
      let digit = bytes[place] &- 0x30
      guard digit < 10 else { throw badNumber(range, meaning) }
      value = value * 10 + Int64(digit)
      guard value <= Int64(Int32.max) else { throw badNumber(range, meaning) }
    }
    guard !range.isEmpty else { throw error("\(meaning) is missing") }
    return value
  }

  /// An error at the current line.
  func error(_ problem: String) -> DataError { DataError(problem, path: path, line: line) }

  /// Some bytes as text fit for a message.
  func shown(_ range: Range<Int>) -> String {
    let text = String(decoding: bytes[range.prefix(24)], as: UTF8.self)
    return text.unicodeScalars.map { $0.escaped(asASCII: false) }.joined()
  }

  private func badNumber(_ range: Range<Int>, _ meaning: StaticString) -> DataError {
    let text = shown(range)
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    let digits = bytes[range].dropFirst(isNegative ? 1 : 0)
    guard !digits.isEmpty, digits.allSatisfy({ $0 &- 0x30 < 10 }) else {
      return error("\(meaning) '\(text)' is not a whole number")
    }
    return isNegative
      ? error("\(meaning) \(text) is negative; ids count from 0")
      : error("\(meaning) \(text) is larger than \(Int32.max)")
  }
}
