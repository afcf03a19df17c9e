import Experiments
import Formats
import LuaRuntime
import Tensors

/// `self.state` between Lua and a checkpoint.
///
/// Plain data becomes JSON; a tensor or a mask is kept under a number, which stands in its place in
/// the JSON as `{ "$tensor": "0" }` or `{ "$mask": "1" }`. Tables with other keys than names or
/// places become `{ "$pairs": … }`, and numbers that JSON has not, `{ "$number": … }`.
enum SavedState {
  /// A table as a checkpoint holds it.
  /// - Throws: ``LuaError`` when it holds a function, a run, a tensor that follows weights, itself,
  ///   or another table twice.
  static func write(_ table: LuaTable) throws -> ParticipantState {
    var writer = Writer()
    let values = try writer.write(.table(table), at: "state", depth: 0)
    return ParticipantState(values: values, tensors: writer.tensors)
  }

  /// The table of a checkpoint.
  static func read(_ saved: ParticipantState, in state: LuaState) throws -> LuaValue {
    try Reader(tensors: saved.tensors, state: state).read(saved.values)
  }
}

private struct Writer {
  var tensors: [(name: String, value: Tensor)] = []
  /// Where each table stands, by its identity.
  private var places: [Int: String] = [:]

  mutating func write(_ value: LuaValue, at path: String, depth: Int) throws -> JSONValue {
    guard depth < 64 else { throw tooDeep(path) }
    switch value {
    case .nil: return .null
    case .boolean(let flag): return .bool(flag)
    case .integer(let number): return .int(number)
    case .number(let number):
      return number.isFinite ? .double(number) : ["$number": .string("\(number)")]
    case .string(let text): return .string(text)
    case .table(let table):
      try note(table, at: path)
      return try write(table, at: path, depth: depth)
    case .object(let tensor as LuaTensor):
      // What depends on weights changes with them until a resume, and no longer after it.
      guard !tensor.tensor.isTracked else {
        throw LuaError(
          "\(path) follows weights, which a checkpoint cannot hold; keep its :detach()")
      }
      return keep(tensor.tensor, "$tensor")
    case .object(let mask as LuaMask):
      let values = mask.mask.values.map { $0 ? Float(1) : 0 }
      return keep(try Tensor(values, shape: mask.mask.shape), "$mask")
    case .function, .object, .other:
      throw LuaError("\(path) is \(value.described), which a checkpoint cannot hold")
    }
  }

  /// Refuses a table that stands in two places: a resume would make two tables of it.
  private mutating func note(_ table: LuaTable, at path: String) throws {
    guard let other = places.updateValue(path, forKey: table.identity) else { return }
    if path.hasPrefix("\(other).") || path.hasPrefix("\(other)[") { throw tooDeep(path) }
    throw LuaError("\(path) is the same table as \(other); keep a copy")
  }

  private func tooDeep(_ path: String) -> LuaError {
    LuaError("\(path.prefix(24))… lies within itself, or more than 64 deep")
  }

  private mutating func keep(_ tensor: Tensor, _ tag: String) -> JSONValue {
    let name = "\(tensors.count)"
    tensors.append((name, tensor.copy()))
    return [tag: .string(name)]
  }

  private mutating func write(
    _ table: LuaTable, at path: String, depth: Int
  ) throws -> JSONValue {
    let pairs = try table.pairs()
    let isList = zip(pairs, 1...).allSatisfy { $0.key.asInteger == $1 }
    if isList, !pairs.isEmpty {
      return .array(
        try zip(pairs, 1...).map { try write($0.value, at: "\(path)[\($1)]", depth: depth + 1) })
    }
    let isPlain = pairs.allSatisfy { $0.key.asString.map { !$0.hasPrefix("$") } ?? false }
    var members = JSONObject()
    var list: [JSONValue] = []
    for (key, value) in pairs {
      let name = try key.asString ?? "[\(write(key, at: path, depth: depth + 1).text())]"
      let written = try write(value, at: "\(path).\(name)", depth: depth + 1)
      if isPlain {
        members[name] = written
      } else {
        list.append([try write(key, at: path, depth: depth + 1), written])
      }
    }
    return isPlain ? .object(members) : ["$pairs": .array(list)]
  }
}

private struct Reader {
  let tensors: [(name: String, value: Tensor)]
  let state: LuaState

  func read(_ value: JSONValue) throws -> LuaValue {
    guard case .object(let members) = value else {
      guard case .array(let elements) = value else { return try LuaValue(value, in: state) }
      return .table(try state.table(try elements.map(read)))
    }
    if let name = members["$tensor"]?.string { return LuaValue(try tensor(name)) }
    if let name = members["$mask"]?.string {
      let saved = try tensor(name)
      return LuaValue(try Mask(saved.values.map { $0 != 0 }, shape: saved.shape))
    }
    if let number = members["$number"]?.string { return .number(Double(number) ?? .nan) }
    let table = try state.table()
    for pair in members["$pairs"]?.array ?? [] {
      try table.set(try read(pair[0] ?? .null), try read(pair[1] ?? .null))
    }
    if members["$pairs"] == nil {
      for (name, value) in members { try table.set(name, try read(value)) }
    }
    return .table(table)
  }

  private func tensor(_ name: String) throws -> Tensor {
    guard let found = tensors.first(where: { $0.name == name }) else {
      throw ExperimentError.input("The checkpoint lacks the tensor \(name) of a plugin's state.")
    }
    return found.value
  }
}

extension LuaValue {
  /// A JSON value as a script sees it.
  init(_ value: JSONValue, in state: LuaState) throws {
    switch value {
    case .null: self = .nil
    case .bool(let flag): self = .boolean(flag)
    case .int(let number): self = .integer(number)
    case .double(let number): self = .number(number)
    case .string(let text): self = .string(text)
    case .array(let elements):
      self = .table(try state.table(try elements.map { try LuaValue($0, in: state) }))
    case .object(let members):
      let table = try state.table()
      for (name, value) in members { try table.set(name, try LuaValue(value, in: state)) }
      self = .table(table)
    }
  }
}
