import Foundation

/// One value of a pickle while and after it is built: small ones as they are, others by their place
/// in a ``PickleHeap``.
enum PickleValue: Sendable {
  case none
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case text(Int32)
  case bytes(Int32)
  case list(Int32)
  case tuple(Int32)
  case set(Int32)
  /// Keys and values in turns.
  case dict(Int32)
  case name(PickleName)
  case type(Int32)
  case array(Int32)
  case storage(Int32)
}

/// Everything that the values of one pickle refer to.
///
/// Values refer to one another by number, so a list that holds itself costs nothing, and the
/// deepest nesting is let go of without recursion.
struct PickleHeap: Sendable {
  var texts: [String] = []
  var blobs: [Data] = []
  var items: [[PickleValue]] = []
  var types: [PickledType] = []
  var arrays: [StoredArray?] = []
  var storages: [PickledStorage] = []

  mutating func text(_ text: String) -> PickleValue {
    texts.append(text)
    return .text(Int32(texts.count - 1))
  }

  mutating func bytes(_ data: Data) -> PickleValue {
    blobs.append(data)
    return .bytes(Int32(blobs.count - 1))
  }

  mutating func collect(_ values: [PickleValue]) -> Int32 {
    items.append(values)
    return Int32(items.count - 1)
  }

  mutating func array(_ array: StoredArray?) -> PickleValue {
    arrays.append(array)
    return .array(Int32(arrays.count - 1))
  }

  /// The text of a value: Python 2 wrote texts as bytes.
  func string(_ value: PickleValue) -> String? {
    switch value {
    case .text(let at): texts[Int(at)]
    case .bytes(let at): String(validating: blobs[Int(at)], as: UTF8.self)
    default: nil
    }
  }

  /// The elements of a list, tuple or set.
  func elements(_ value: PickleValue) -> [PickleValue]? {
    switch value {
    case .list(let at), .tuple(let at), .set(let at): items[Int(at)]
    default: nil
    }
  }

  /// A whole number, or a truth value as one.
  func int(_ value: PickleValue) -> Int? {
    switch value {
    case .int(let number): Int(number)
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  func ints(_ value: PickleValue) -> [Int]? {
    guard let elements = elements(value), elements.count <= 32 else { return nil }
    let numbers = elements.compactMap(int)
    return numbers.count == elements.count ? numbers : nil
  }
}

/// A numpy dtype: its name, and its order of bytes once that is known.
struct PickledType: Sendable {
  var name: String
  var order = "<"

  func element() throws(ForeignFileError.Reason) -> ElementType {
    try ElementType(numpy: ("<>|=".contains(name.prefix(1)) ? "" : order) + name)
  }
}

/// The bytes of a PyTorch tensor.
struct PickledStorage: Sendable {
  let type: ElementType
  let data: Data
}
