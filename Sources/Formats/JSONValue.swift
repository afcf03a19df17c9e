/// A JSON document or a part of one; the members of an object keep their order.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number written without fraction or exponent that fits 64 bits.
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The member of an object; nil when there is none or this is no object.
  public subscript(_ key: String) -> JSONValue? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  /// The element of an array; nil when there is none or this is no array.
  public subscript(_ index: Int) -> JSONValue? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }

  /// The truth value, when this is one.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The whole number, when this is one.
  public var int: Int? {
    if case .int(let value) = self { value } else { nil }
  }

  /// The number, whole or not.
  public var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// The text, when this is one.
  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The elements, when this is an array.
  public var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// The members, when this is an object.
  public var object: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The numbers of an array of nothing but numbers.
  public var doubles: [Double]? { array.flatMap { all($0, \.double) } }

  /// The whole numbers of an array of nothing but whole numbers.
  public var ints: [Int]? { array.flatMap { all($0, \.int) } }
}

/// Each element's value, or nil as soon as one has none.
private func all<T>(_ values: [JSONValue], _ value: (JSONValue) -> T?) -> [T]? {
  var result: [T] = []
  result.reserveCapacity(values.count)
  for element in values {
    guard let found = value(element) else { return nil }
    result.append(found)
  }
  return result
}

/// The members of a JSON object in the order in which they were added.
public struct JSONObject: Sendable, Equatable {
  /// The names, in order.
  public private(set) var keys: [String] = []
  /// The values, parallel to ``keys``.
  public private(set) var values: [JSONValue] = []
  private var places: [String: Int] = [:]

  /// An object without members.
  public init() {}

  /// The number of members.
  public var count: Int { keys.count }

  /// A member. Setting a new one puts it last; setting nil removes it.
  public subscript(_ key: String) -> JSONValue? {
    get { places[key].map { values[$0] } }
    set {
      switch (places[key], newValue) {
      case (let place?, let value?): values[place] = value
      case (nil, let value?):
        places[key] = keys.count
        keys.append(key)
        values.append(value)
      case (let place?, nil):
        keys.remove(at: place)
        values.remove(at: place)
        places = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices))
      case (nil, nil): break
      }
    }
  }

  /// Objects are equal when their members are, in whatever order.
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.count == b.count && a.keys.allSatisfy { a[$0] == b[$0] }
  }
}

extension JSONObject: Sequence {
  /// The members in order.
  public func makeIterator() -> Zip2Sequence<[String], [JSONValue]>.Iterator {
    zip(keys, values).makeIterator()
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// The members as written; of a repeated key the last value counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringInterpolation,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object with its members in the written order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}
