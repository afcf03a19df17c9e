import Foundation

/// Runs the instructions of a pickle that build plain data; a closed set, nothing is ever called.
///
/// Memory is bounded by a small multiple of the input: every value costs an instruction of at least
/// a byte, texts and bytes are parts of the input, and what is remembered is numbered below its size.
struct PickleMachine {
  /// The bytes of a PyTorch storage by its key, and whether they are a copy, not a part of the file.
  typealias Storages = (String) throws(ForeignFileError.Reason) -> (data: Data, isCopy: Bool)

  var heap = PickleHeap()
  var stack: [PickleValue] = []
  private var marks: [Int] = []
  private var memo: [PickleValue?] = []
  private var memoized = 0
  private let data: Data
  private var next = 0
  private var copied = 0
  private let copyLimit: Int
  /// Nil outside a PyTorch file.
  let storages: Storages?
  /// The storages asked for so far: tensors that share one read it once.
  var knownStorages: [String: Data] = [:]

  /// A machine for a pickle that stands in a file of `fileSize` bytes, by itself unless told.
  init(_ data: Data, fileSize: Int? = nil, storages: Storages? = nil) {
    (self.data, self.storages) = (data, storages)
    copyLimit = 64 * (fileSize ?? data.count) + 1 << 20
  }

  /// Runs up to the end; the value that is left.
  mutating func run() throws(ForeignFileError.Reason) -> PickleValue {
    while true {
      let byte = try byte()
      guard let opcode = PickleOpcode(rawValue: byte) else {
        throw "is no pickle: it has the unknown instruction \(byte) at byte \(next - 1)"
      }
      if opcode == .stop { return try pop() }
      if try runPlain(opcode) { continue }
      if try runContainer(opcode) { continue }
      try runObject(opcode)
    }
  }

  // MARK: Bytes

  private mutating func byte() throws(ForeignFileError.Reason) -> UInt8 {
    guard next < data.count else { throw Self.cutOff }
    next += 1
    return data[data.startIndex + next - 1]
  }

  private mutating func take(_ count: Int) throws(ForeignFileError.Reason) -> Data {
    guard count >= 0, count <= data.count - next else { throw Self.cutOff }
    next += count
    return data[data.startIndex + next - count..<data.startIndex + next]
  }

  private mutating func number(_ width: Int) throws(ForeignFileError.Reason) -> Int {
    let value = try take(width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(clamping: value)
  }

  mutating func line() throws(ForeignFileError.Reason) -> String {
    String(decoding: try lineBytes(), as: UTF8.self)
  }

  private mutating func lineBytes() throws(ForeignFileError.Reason) -> Data {
    let start = data.startIndex + next
    guard let end = data[start...].firstIndex(of: 0x0a) else { throw Self.cutOff }
    next = end - data.startIndex + 1
    return data[start..<end]
  }

  private mutating func text(_ count: Int) throws(ForeignFileError.Reason) {
    let bytes = try take(count)
    // Lone surrogates have no place in a Swift string; they are replaced.
    stack.append(heap.text(String(decoding: bytes, as: UTF8.self)))
  }

  private static var cutOff: ForeignFileError.Reason { "is cut off, or it is no pickle" }
  static var damaged: ForeignFileError.Reason { "is damaged, or it is no pickle" }

  /// Accounts for a copy of what was built before: of that, a few bytes could ask without end.
  mutating func copy(_ bytes: Int) throws(ForeignFileError.Reason) {
    copied += bytes
    guard copied <= copyLimit else {
      throw "copies its own parts again and again, which is refused"
    }
  }

  // MARK: Stack

  mutating func pop() throws(ForeignFileError.Reason) -> PickleValue {
    guard stack.count > (marks.last ?? 0), let value = stack.popLast() else { throw Self.damaged }
    return value
  }

  mutating func popToMark() throws(ForeignFileError.Reason) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw Self.damaged }
    let values = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return values
  }

  private mutating func remember(_ place: Int) throws(ForeignFileError.Reason) {
    guard let top = stack.last, place >= 0, place <= data.count else { throw Self.damaged }
    if place >= memo.count {
      memo += [PickleValue?](repeating: nil, count: place + 1 - memo.count)
    }
    memo[place] = top
    memoized += 1
  }

  private mutating func recall(_ place: Int) throws(ForeignFileError.Reason) {
    guard memo.indices.contains(place), let value = memo[place] else { throw Self.damaged }
    stack.append(value)
  }
}

// MARK: - Numbers and texts

extension PickleMachine {
  /// Runs an instruction that pushes something plain; false for another one.
  private mutating func runPlain(_ opcode: PickleOpcode) throws(ForeignFileError.Reason) -> Bool {
    switch opcode {
    case .none: stack.append(.none)
    case .newTrue: stack.append(.bool(true))
    case .newFalse: stack.append(.bool(false))
    case .binInt1: stack.append(.int(Int64(try number(1))))
    case .binInt2: stack.append(.int(Int64(try number(2))))
    case .binInt: stack.append(.int(Int64(Int32(truncatingIfNeeded: try number(4)))))
    case .long1: try long(try number(1))
    case .long4: try long(try number(4))
    case .int: try decimal(try line())
    case .long: try decimal(try line())
    case .float:
      guard let value = Double(try line()) else { throw Self.damaged }
      stack.append(.double(value))
    case .binFloat:
      let bits = try take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      stack.append(.double(Double(bitPattern: bits)))
    case .string:
      let quoted = try line()
      guard let bytes = PickleText.unquoted(quoted) else { throw Self.damaged }
      stack.append(heap.bytes(Data(bytes)))
    case .unicode: stack.append(heap.text(PickleText.unescaped(try lineBytes())))
    case .binString, .binBytes: stack.append(heap.bytes(try take(try number(4))))
    case .shortBinString, .shortBinBytes: stack.append(heap.bytes(try take(try number(1))))
    case .binBytes8, .byteArray8: stack.append(heap.bytes(try take(try number(8))))
    case .binUnicode: try text(try number(4))
    case .shortBinUnicode: try text(try number(1))
    case .binUnicode8: try text(try number(8))
    case .proto:
      let version = try number(1)
      guard version <= 5 else { throw "is a pickle of protocol \(version); 0 to 5 are read" }
    case .frame: _ = try take(8)
    default: return false
    }
    return true
  }

  private mutating func long(_ count: Int) throws(ForeignFileError.Reason) {
    let bytes = try take(count)
    guard count <= 8 else { throw Self.tooLarge }
    let isNegative = bytes.last.map { $0 >= 0x80 } ?? false
    let value = bytes.reversed().reduce(isNegative ? ~Int64(0) : 0) { $0 << 8 | Int64($1) }
    stack.append(.int(value))
  }

  private mutating func decimal(_ line: String) throws(ForeignFileError.Reason) {
    if line == "00" || line == "01" {
      stack.append(.bool(line == "01"))
      return
    }
    let digits = line.hasSuffix("L") ? String(line.dropLast()) : line
    guard let value = Int64(digits) else { throw Self.tooLarge }
    stack.append(.int(value))
  }

  private static var tooLarge: ForeignFileError.Reason {
    "holds a whole number that does not fit 64 bits"
  }
}

// MARK: - Containers and memory

extension PickleMachine {
  /// Runs an instruction on containers, the stack or the memory; false for another one.
  private mutating func runContainer(
    _ opcode: PickleOpcode
  ) throws(ForeignFileError.Reason) -> Bool {
    switch opcode {
    case .mark: marks.append(stack.count)
    case .pop: if marks.last == stack.count { marks.removeLast() } else { _ = try pop() }
    case .popMark: _ = try popToMark()
    case .dup:
      guard let top = stack.last else { throw Self.damaged }
      stack.append(top)
    case .put:
      guard let place = Int(try line()) else { throw Self.damaged }
      try remember(place)
    case .binPut: try remember(try number(1))
    case .longBinPut: try remember(try number(4))
    case .memoize: try remember(memoized)
    case .get:
      guard let place = Int(try line()) else { throw Self.damaged }
      try recall(place)
    case .binGet: try recall(try number(1))
    case .longBinGet: try recall(try number(4))
    case .emptyList: stack.append(.list(heap.collect([])))
    case .emptyTuple: stack.append(.tuple(heap.collect([])))
    case .emptyDict: stack.append(.dict(heap.collect([])))
    case .emptySet: stack.append(.set(heap.collect([])))
    case .list: stack.append(.list(heap.collect(try popToMark())))
    case .tuple: stack.append(.tuple(heap.collect(try popToMark())))
    case .frozenSet: stack.append(.set(heap.collect(try popToMark())))
    case .dict: stack.append(.dict(heap.collect(try paired(popToMark()))))
    case .tuple1: try tuple(1)
    case .tuple2: try tuple(2)
    case .tuple3: try tuple(3)
    case .append: try extend([try pop()])
    case .appends, .addItems: try extend(try popToMark())
    case .setItem:
      let value = try pop()
      try insert([try pop(), value])
    case .setItems: try insert(try paired(popToMark()))
    default: return false
    }
    return true
  }

  private mutating func tuple(_ count: Int) throws(ForeignFileError.Reason) {
    guard stack.count - (marks.last ?? 0) >= count else { throw Self.damaged }
    let values = Array(stack.suffix(count))
    stack.removeLast(count)
    stack.append(.tuple(heap.collect(values)))
  }

  func paired(_ values: [PickleValue]) throws(ForeignFileError.Reason) -> [PickleValue] {
    guard values.count % 2 == 0 else { throw Self.damaged }
    return values
  }

  private mutating func extend(_ values: [PickleValue]) throws(ForeignFileError.Reason) {
    switch stack.last {
    case .list(let at), .set(let at): heap.items[Int(at)] += values
    default: throw Self.damaged
    }
  }

  private mutating func insert(_ values: [PickleValue]) throws(ForeignFileError.Reason) {
    guard case .dict(let at)? = stack.last else { throw Self.damaged }
    heap.items[Int(at)] += values
  }
}
