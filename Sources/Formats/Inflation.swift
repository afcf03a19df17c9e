/// Undoes the compression of RFC 1951 (deflate).
struct Inflation {
  private let input: [UInt8]
  private var next = 0
  private var bits: UInt64 = 0
  private var held = 0
  private var output: [UInt8] = []
  private let limit: Int

  /// The bytes that some compressed ones stand for, at most `limit`.
  static func inflate(_ input: [UInt8], limit: Int) throws(ForeignFileError.Reason) -> [UInt8] {
    var inflation = Inflation(input: input, limit: limit)
    try inflation.run()
    return inflation.output
  }

  private init(input: [UInt8], limit: Int) { (self.input, self.limit) = (input, limit) }

  private mutating func run() throws(ForeignFileError.Reason) {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try expand(Self.fixed.literals, Self.fixed.distances)
      case 2:
        let (literals, distances) = try readCodes()
        try expand(literals, distances)
      default: throw Self.damaged
      }
    }
  }

  private static var damaged: ForeignFileError.Reason { "holds compressed bytes that are damaged" }

  // MARK: Bits

  private mutating func refill() {
    while held <= 48, next < input.count {
      bits |= UInt64(input[next]) << UInt64(held)
      next += 1
      held += 8
    }
  }

  private mutating func take(_ count: Int) throws(ForeignFileError.Reason) -> Int {
    if held < count { refill() }
    guard held >= count else { throw Self.damaged }
    let value = Int(bits & (1 << UInt64(count) - 1))
    bits >>= UInt64(count)
    held -= count
    return value
  }

  private mutating func symbol(_ code: PrefixCode) throws(ForeignFileError.Reason) -> Int {
    if held < 15 { refill() }
    let entry = code[Int(bits & 0x7fff)]
    guard entry.length > 0, entry.length <= held else { throw Self.damaged }
    bits >>= UInt64(entry.length)
    held -= entry.length
    return entry.symbol
  }

  // MARK: Blocks

  private mutating func copyStored() throws(ForeignFileError.Reason) {
    _ = try take(held % 8)
    let length = try take(16)
    guard try take(16) == ~length & 0xffff else { throw Self.damaged }
    try reserve(length)
    for _ in 0..<length { output.append(UInt8(try take(8))) }
  }

  private mutating func reserve(_ count: Int) throws(ForeignFileError.Reason) {
    guard output.count + count <= limit else {
      throw """
      holds compressed bytes that stand for more than \(limit): save it uncompressed, with \
      numpy.savez
      """
    }
  }

  private mutating func expand(
    _ literals: PrefixCode, _ distances: PrefixCode
  ) throws(ForeignFileError.Reason) {
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        try reserve(1)
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol < 286 else { throw Self.damaged }
      let length = try Self.lengths[symbol - 257] + take(Self.lengthBits[symbol - 257])
      let place = try self.symbol(distances)
      guard place < 30 else { throw Self.damaged }
      let distance = try Self.distanceBases[place] + take(Self.distanceBits[place])
      guard distance <= output.count else { throw Self.damaged }
      try reserve(length)
      let from = output.count - distance
      for step in 0..<length { output.append(output[from + step]) }
    }
  }

  /// The codes that a dynamic block begins with, themselves coded.
  private mutating func readCodes() throws(ForeignFileError.Reason) -> (PrefixCode, PrefixCode) {
    let literals = try take(5) + 257
    let distances = try take(5) + 1
    let count = try take(4) + 4
    guard literals <= 286 else { throw Self.damaged }
    var meta = [UInt8](repeating: 0, count: 19)
    for place in Self.metaOrder.prefix(count) { meta[place] = UInt8(try take(3)) }
    guard let code = PrefixCode(meta) else { throw Self.damaged }
    var lengths: [UInt8] = []
    while lengths.count < literals + distances {
      let symbol = try symbol(code)
      switch symbol {
      case 16:
        guard let last = lengths.last else { throw Self.damaged }
        lengths += [UInt8](repeating: last, count: try take(2) + 3)
      case 17: lengths += [UInt8](repeating: 0, count: try take(3) + 3)
      case 18: lengths += [UInt8](repeating: 0, count: try take(7) + 11)
      default: lengths.append(UInt8(symbol))
      }
    }
    guard lengths.count == literals + distances, lengths[256] > 0,
      let first = PrefixCode(Array(lengths[..<literals])),
      let second = PrefixCode(Array(lengths[literals...]))
    else { throw Self.damaged }
    return (first, second)
  }

  // MARK: Tables of RFC 1951

  private static let metaOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  private static let lengthBits = (0..<29).map { $0 < 8 || $0 == 28 ? 0 : $0 / 4 - 1 }
  private static let lengths = (0..<29).map { place in
    place == 28 ? 258 : place < 8 ? place + 3 : (4 + place % 4) << (place / 4 - 1) + 3
  }
  private static let distanceBits = (0..<30).map { max(0, $0 / 2 - 1) }
  private static let distanceBases = (0..<30).map { place in
    place < 2 ? place + 1 : (2 + place % 2) << (place / 2 - 1) + 1
  }
  private static let fixed: (literals: PrefixCode, distances: PrefixCode) = {
    let lengths = (0..<288).map { UInt8($0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8) }
    let distances = [UInt8](repeating: 5, count: 30)
    guard let first = PrefixCode(lengths), let second = PrefixCode(distances) else {
      preconditionFailure("the fixed codes of RFC 1951 are codes")
    }
    return (first, second)
  }()
}

/// A prefix code as a table: the next bits, first bit lowest, lead to symbol and length at once.
private struct PrefixCode {
  private let mask: Int
  private let entries: [UInt16]

  /// The canonical code of these lengths; nil when they are too many for any code.
  init?(_ lengths: [UInt8]) {
    let longest = Int(lengths.max() ?? 0)
    guard longest <= 15 else { return nil }
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var code = 0
    var firsts = [Int](repeating: 0, count: 17)
    for length in 1...15 {
      firsts[length] = code
      code = (code + counts[length]) << 1
      guard firsts[length] + counts[length] <= 1 << length else { return nil }
    }
    mask = 1 << longest - 1
    var entries = [UInt16](repeating: 0, count: 1 << longest)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      var reversed = 0
      for bit in 0..<length where firsts[length] >> bit & 1 == 1 {
        reversed |= 1 << (length - 1 - bit)
      }
      firsts[length] += 1
      for place in stride(from: reversed, to: entries.count, by: 1 << length) {
        entries[place] = UInt16(symbol << 4 | length)
      }
    }
    self.entries = entries
  }

  /// What the next 15 bits begin with; length 0 for no code.
  subscript(bits: Int) -> (symbol: Int, length: Int) {
    let entry = Int(entries[bits & mask])
    return (entry >> 4, entry & 15)
  }
}
