/// A value of Lua as Swift sees it.
///
/// Strings are UTF-8; bytes that are not are repaired on the way to Swift.
public enum LuaValue {
  case `nil`
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case table(LuaTable)
  case function(LuaFunction)
  /// A userdata that owns a Swift object; its class decides what scripts may do with it.
  case object(AnyObject)
  /// A coroutine, or a userdata made by somebody else: can only be handed back.
  case other(LuaReference)
}

extension LuaValue {
  /// The type's name as Lua's `type` gives it.
  public var typeName: String {
    switch self {
    case .nil: "nil"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string: "string"
    case .table: "table"
    case .function: "function"
    case .object: "userdata"
    case .other(let reference): reference.typeName
    }
  }

  /// Whether this is `nil`.
  public var isNil: Bool { if case .nil = self { true } else { false } }

  /// Everything but `nil` and `false`, as in a Lua condition.
  public var isTrue: Bool {
    switch self {
    case .nil, .boolean(false): false
    default: true
    }
  }

  /// The boolean, nil for any other type.
  public var asBoolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

  /// The string, nil for any other type.
  public var asString: String? { if case .string(let value) = self { value } else { nil } }

  /// The table, nil for any other type.
  public var asTable: LuaTable? { if case .table(let value) = self { value } else { nil } }

  /// The function, nil for any other type.
  public var asFunction: LuaFunction? { if case .function(let value) = self { value } else { nil } }

  /// A number of either kind.
  public var asNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// An integer, or a number that equals one.
  public var asInteger: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The Swift object of a userdata, if it is of this class.
  public func asObject<T: AnyObject>(_ type: T.Type = T.self) -> T? {
    if case .object(let value) = self { value as? T } else { nil }
  }
}

extension LuaValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral
{
  /// `nil`
  public init(nilLiteral: ()) { self = .nil }
  /// `true`
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// `7`
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// `0.5`
  public init(floatLiteral value: Double) { self = .number(value) }
  /// `"text"`
  public init(stringLiteral value: String) { self = .string(value) }
}
