import Foundation

/// Reads little-endian numbers one after another and refuses to go past the end.
struct ByteCursor {
  private let data: Data
  private var next: Int

  init(_ data: Data, at place: Int) { (self.data, next) = (data, place) }

  var isAtEnd: Bool { next >= data.count }

  mutating func number(_ width: Int) throws(ForeignFileError.Reason) -> Int {
    let bytes = try take(width)
    let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let number = Int(exactly: value) else { throw "holds a size beyond any file" }
    return number
  }

  mutating func skip(_ count: Int) throws(ForeignFileError.Reason) { _ = try take(count) }

  mutating func take(_ count: Int) throws(ForeignFileError.Reason) -> Data {
    guard next >= 0, count >= 0, next <= data.count, count <= data.count - next else {
      throw "is not a zip file, or it is cut off or damaged"
    }
    defer { next += count }
    let first = data.startIndex + next
    return data[first..<first + count]
  }
}
