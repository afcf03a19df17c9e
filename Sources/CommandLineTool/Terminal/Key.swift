/// What a terminal sends when a key is pressed.
enum Key: Equatable {
  case letter(Character)
  case enter, tab, backspace, delete
  case left, right, home, end, up, down
  case killToEnd, killToStart, killWord, clearScreen
  case cancel, endOfInput
  case unknown

  /// Reads one key; `next` gives the next byte, nil at the end of input.
  init(_ next: () -> UInt8?) {
    guard let byte = next() else {
      self = .endOfInput
      return
    }
    if let control = Self.controls[byte] {
      self = control
    } else if byte == 27 {
      self = Self.escape(next)
    } else if byte < 32 {
      self = .unknown
    } else {
      self = Self.character(byte, next)
    }
  }

  private static let controls: [UInt8: Key] = [
    1: .home, 2: .left, 3: .cancel, 4: .endOfInput, 5: .end, 6: .right, 8: .backspace, 9: .tab,
    10: .enter, 11: .killToEnd, 12: .clearScreen, 13: .enter, 14: .down, 16: .up, 21: .killToStart,
    23: .killWord, 127: .backspace,
  ]

  /// `ESC [ A`, `ESC O A`, `ESC [ 3 ~` and their like.
  private static func escape(_ next: () -> UInt8?) -> Key {
    guard let open = next(), open == UInt8(ascii: "[") || open == UInt8(ascii: "O") else {
      return .unknown
    }
    var numbers: [UInt8] = []
    while let byte = next() {
      if byte < 64 {
        numbers.append(byte)
        continue
      }
      if byte != UInt8(ascii: "~") { return arrows[byte] ?? .unknown }
      return numbered[numbers.first ?? 0] ?? .unknown
    }
    return .endOfInput
  }

  private static let arrows: [UInt8: Key] = [
    65: .up, 66: .down, 67: .right, 68: .left, 70: .end, 72: .home,
  ]
  private static let numbered: [UInt8: Key] = [
    UInt8(ascii: "1"): .home, UInt8(ascii: "3"): .delete, UInt8(ascii: "4"): .end,
    UInt8(ascii: "7"): .home, UInt8(ascii: "8"): .end,
  ]

  private static func character(_ first: UInt8, _ next: () -> UInt8?) -> Key {
    let more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0
    var bytes = [first]
    for _ in 0..<more { if let byte = next() { bytes.append(byte) } }
    return String(decoding: bytes, as: UTF8.self).first.map { .letter($0) } ?? .unknown
  }
}
