/// The original ids of users or items by their dense number, and back.
///
/// Dense numbers count from 0 in the order of first appearance. Original ids are whole numbers or
/// texts; they are kept so that results can be written in the user's own terms.
public struct IdMap: Sendable, Equatable {
  /// The original ids in dense order, when they are numbers; otherwise empty.
  public private(set) var numbers: [Int64] = []
  /// The original ids in dense order, when they are texts; otherwise empty.
  public private(set) var texts: [String] = []
  private var smallNumbers: [Int32] = []
  private var largeNumbers: [Int64: Int32] = [:]
  private var textPlaces: [String: Int32] = [:]

  /// No ids yet.
  init() {}

  /// The dense ids themselves, `0 ..< count`.
  public init(identity count: Int) {
    numbers = (0..<count).map(Int64.init)
    smallNumbers = (0..<count).map(Int32.init)
  }

  /// The number of ids.
  public var count: Int { isText ? texts.count : numbers.count }

  /// Whether the original ids are texts.
  public var isText: Bool { !texts.isEmpty }

  /// The original id as text.
  public subscript(_ dense: Int) -> String {
    isText ? texts[dense] : String(numbers[dense])
  }

  /// The dense number of an original id given as text; nil when it never appeared.
  public func dense(of original: String) -> Int32? {
    isText ? textPlaces[original] : Int64(original).flatMap { dense(of: $0) }
  }

  /// The dense number of an original number; nil when it never appeared.
  public func dense(of original: Int64) -> Int32? {
    if original >= 0, original < smallNumbers.count {
      let place = smallNumbers[Int(original)]
      return place < 0 ? nil : place
    }
    return largeNumbers[original]
  }

  /// The dense number of an original number, a new one when it appears for the first time.
  mutating func place(of original: Int64) -> Int32 {
    if let known = dense(of: original) { return known }
    let place = Int32(numbers.count)
    numbers.append(original)
    if original >= 0, original < tableLimit {
      growTable(toHold: Int(original))
      smallNumbers[Int(original)] = place
    } else {
      largeNumbers[original] = place
    }
    return place
  }

  /// The dense number of an original text, a new one when it appears for the first time.
  mutating func place(of original: String) -> Int32 {
    if let known = textPlaces[original] { return known }
    let place = Int32(texts.count)
    texts.append(original)
    textPlaces[original] = place
    return place
  }

  /// Takes over the original id of another map's dense number.
  mutating func place(of dense: Int32, in other: IdMap) -> Int32 {
    other.isText
      ? place(of: other.texts[Int(dense)]) : place(of: other.numbers[Int(dense)])
  }

  /// Maps are equal when they hold the same ids in the same order.
  public static func == (a: IdMap, b: IdMap) -> Bool {
    a.numbers == b.numbers && a.texts == b.texts
  }

  private mutating func growTable(toHold number: Int) {
    guard number >= smallNumbers.count else { return }
    let size = max(number + 1, 2 * smallNumbers.count)
    smallNumbers += [Int32](repeating: -1, count: size - smallNumbers.count)
  }
}

/// Numbers below this are looked up in a table, larger ones in a dictionary.
private let tableLimit: Int64 = 1 << 24
