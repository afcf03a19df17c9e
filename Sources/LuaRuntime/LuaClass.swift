import CLuaBridge

/// An operator or event that a class answers in Lua.
public enum LuaOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
  case power = "^"
  case negate = "unary -"
  case floorDivide = "//"
  case and = "&"
  case or = "|"
  case exclusiveOr = "~"
  case not = "unary ~"
  case concatenate = ".."
  case length = "#"
  case equal = "=="
  case less = "<"
  case lessOrEqual = "<="
  case call = "()"
  case text = "tostring"

  var event: String {
    switch self {
    case .add: "__add"
    case .subtract: "__sub"
    case .multiply: "__mul"
    case .divide: "__div"
    case .modulo: "__mod"
    case .power: "__pow"
    case .negate: "__unm"
    case .floorDivide: "__idiv"
    case .and: "__band"
    case .or: "__bor"
    case .exclusiveOr: "__bxor"
    case .not: "__bnot"
    case .concatenate: "__concat"
    case .length: "__len"
    case .equal: "__eq"
    case .less: "__lt"
    case .lessOrEqual: "__le"
    case .call: "__call"
    case .text: "__tostring"
    }
  }
}

/// What scripts may do with the objects of one Swift class: described once, then registered.
///
///     let counter = LuaClass<Counter>("counter") { _ in 0 }
///     counter.property("value") { .integer($0.value) }
///     counter.method("add") { counter, arguments in
///       counter.value += try arguments.integer(1)
///       return .nil
///     }
///     try state.register(counter)
///
/// Two userdata of the same object are equal unless the class says otherwise. `local x <close> =`
/// gives the object back at the end of the block; using it afterwards is an error.
public final class LuaClass<T: AnyObject> {
  /// The type's name in error messages.
  public let name: String
  private let bytes: (T) -> Int
  private var methods: [(name: String, body: NativeFunction.Body)] = []
  private var properties: [(name: String, body: NativeFunction.Body)] = []
  private var operators: [(operator: LuaOperator, body: NativeFunction.Body)] = []
  private var index: NativeFunction.Body?

  /// `bytes`: how much memory hangs on an object, for Lua's collector and its limit; 0 where it is
  /// somebody else's.
  public init(_ name: String, bytes: @escaping (T) -> Int) {
    self.name = name
    self.bytes = bytes
  }

  /// `object:name(…)` with one result.
  public func method(
    _ name: String, _ body: @escaping (T, borrowing LuaArguments) throws -> LuaValue
  ) {
    methods.append((name, .one { try body(try $0.receiver(T.self), $0) }))
  }

  /// `object:name(…)` with any number of results.
  public func methodOfMany(
    _ name: String, _ body: @escaping (T, borrowing LuaArguments) throws -> [LuaValue]
  ) {
    methods.append((name, .many { try body(try $0.receiver(T.self), $0) }))
  }

  /// `object.name`, computed at each reading.
  public func property(_ name: String, _ body: @escaping (T) throws -> LuaValue) {
    properties.append((name, .one { try body(try $0.receiver(T.self)) }))
  }

  /// `object[i]` for any number `i`.
  public func element(_ body: @escaping (T, Int) throws -> LuaValue) {
    index = .one { try body(try $0.receiver(T.self), try $0.integer(1)) }
  }

  /// An operator. Arguments 1 and 2 are its operands as written: either may be the object.
  public func on(
    _ operator: LuaOperator, _ body: @escaping (borrowing LuaArguments) throws -> LuaValue
  ) {
    operators.append((`operator`, .one(body)))
  }

  func register(in core: LuaCore) throws(LuaError) {
    let name = name
    let metatable = try core.table()
    try metatable.set("__name", .string(name))
    try metatable.set("__metatable", false)
    let closer = LuaValue.function(try core.closer())
    try metatable.set("__gc", closer)
    try metatable.set("__close", closer)
    try metatable.set("__index", .function(try makeIndex(core)))
    try metatable.set("__newindex", .function(try makeRefusal(core)))
    try metatable.set("__eq", .function(try core.function("==", .one(areIdentical))))
    let text = try core.function("tostring", .one { _ in .string(name) })
    try metatable.set("__tostring", .function(text))
    for (symbol, body) in operators {
      let function = try core.function(symbol.rawValue, body)
      try metatable.set(symbol.event, .function(function))
    }
    core.classes[ObjectIdentifier(T.self)] = RegisteredClass(
      T.self, name: name, metatable: metatable, bytes: bytes)
  }

  private var memberNames: [String] { methods.map(\.name) + properties.map(\.name) }

  private func makeRefusal(_ core: LuaCore) throws(LuaError) -> LuaFunction {
    let (name, known) = (name, memberNames)
    return try core.function(
      "=",
      .one { arguments in
        let member = arguments.text(2)
        let problem = known.contains(member) ? "cannot be assigned" : "does not exist"
        throw LuaError("'\(member)' of \(name) \(problem)")
      })
  }

  private func makeIndex(_ core: LuaCore) throws(LuaError) -> LuaFunction {
    let (methodTable, propertyTable) = (try core.table(), try core.table())
    for (name, body) in methods {
      try methodTable.set(name, .function(try core.function(name, skipped: 1, body)))
    }
    for (name, body) in properties {
      try propertyTable.set(name, .function(try core.function(name, skipped: 1, body)))
    }
    let element = try index.map { body throws(LuaError) in
      LuaValue.function(try core.function("[]", skipped: 1, body))
    }
    let (name, known) = (name, memberNames)
    let missing = try core.function(
      "index",
      .one { arguments in
        let member = arguments.text(2)
        let hint = nearestNameHint(for: member, among: known)
        throw LuaError("\(name) has no member '\(member)'\(hint)")
      })
    return try core.classIndex([
      .table(methodTable), .table(propertyTable), element ?? .nil, .function(missing),
    ])
  }
}

/// A class as the state knows it, without its type.
final class RegisteredClass {
  let name: String
  let metatable: LuaTable
  let accepts: (AnyObject) -> Bool
  let bytes: (AnyObject) -> Int

  init<T: AnyObject>(_ type: T.Type, name: String, metatable: LuaTable, bytes: @escaping (T) -> Int)
  {
    self.name = name
    self.metatable = metatable
    accepts = { $0 is T }
    self.bytes = { ($0 as? T).map(bytes) ?? 0 }
  }
}

private func areIdentical(_ arguments: borrowing LuaArguments) throws -> LuaValue {
  guard let first = arguments.objectIfAny(1, as: AnyObject.self),
    let second = arguments.objectIfAny(2, as: AnyObject.self)
  else { return false }
  return .boolean(first === second)
}

extension LuaCore {
  /// The class of an object: of its very type, else a registered class it inherits from.
  func registeredClass(of object: AnyObject) throws(LuaError) -> RegisteredClass {
    let identifier = ObjectIdentifier(type(of: object))
    if let known = classes[identifier] { return known }
    let candidates = classes.values.filter { $0.accepts(object) }
    guard let found = candidates.min(by: { $0.name < $1.name }) else {
      throw LuaError("objects of the Swift type \(type(of: object)) have no Lua class")
    }
    classes[identifier] = found
    return found
  }

  func name(of type: AnyObject.Type) -> String {
    classes[ObjectIdentifier(type)]?.name ?? "\(type)"
  }

  /// The __index function over methods, properties, element access or nil, and the last resort.
  func classIndex(_ parts: [LuaValue]) throws(LuaError) -> LuaFunction {
    let lua = try stack()
    for part in parts { try push(part, lua) }
    try check(hcl_push_class_index(lua), lua)
    return LuaFunction(core: self, reference: try reference(lua), typeName: "function")
  }

  /// The function that gives an object back.
  func closer() throws(LuaError) -> LuaFunction {
    let lua = try stack()
    hcl_push_closer(lua)
    return LuaFunction(core: self, reference: try reference(lua), typeName: "function")
  }

  func table() throws(LuaError) -> LuaTable {
    let lua = try stack()
    try check(hcl_push_table(lua, 0, 0), lua)
    return LuaTable(core: self, reference: try reference(lua), typeName: "table")
  }
}
