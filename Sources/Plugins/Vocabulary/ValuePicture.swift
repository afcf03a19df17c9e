import LuaRuntime
import Tensors

/// Values as a person reads them, the same from run to run: tables with their entries in sorted
/// order, a few deep, never by their addresses.
struct ValuePicture {
  private let state: LuaState
  private let entries: LuaFunction
  private static let most = 24
  private static let deepest = 3

  /// Pictures of a state's values.
  init(_ state: LuaState) throws(LuaError) {
    self.state = state
    entries = try state.load(
      source: """
        local list = {}
        for key, value in pairs((...)) do list[#list + 1] = { key, value } end
        return list
        """, chunkName: "entries")
  }

  /// A value for a line: a text as it is, a tensor as its first elements.
  func line(_ value: LuaValue) throws -> String {
    if case .string(let text) = value { return text }
    return try picture(value, depth: 0, flat: true)
  }

  /// A value for a prompt: texts quoted, tensors by rows, long tables over several lines.
  func block(_ value: LuaValue) throws -> String { try picture(value, depth: 0, flat: false) }

  /// What `print` shows: what `tostring` gives, but a table that has no text of its own is shown
  /// with its entries.
  func printed(_ value: LuaValue) throws -> String {
    guard case .table(let table) = value else { return try state.text(value) }
    return try text(of: table) ?? picture(of: table, depth: 0, flat: true)
  }

  private func picture(_ value: LuaValue, depth: Int, flat: Bool) throws -> String {
    if flat, let tensor = value.asObject(LuaTensor.self) { return Self.line(tensor.tensor) }
    switch value {
    case .string(let text): return "\"\(text)\""
    case .function(let function):
      return function.definition.map { "function of \($0.file):\($0.line)" } ?? "native function"
    case .table(let table):
      if flat, let text = try text(of: table) { return text }
      return try picture(of: table, depth: depth, flat: flat)
    default:
      let text = try state.text(value)
      return flat ? text.split(whereSeparator: \.isNewline).joined(separator: " ") : text
    }
  }

  /// The text that a table's own `__tostring` gives; nil when it has none.
  private func text(of table: LuaTable) throws -> String? {
    let text = try state.text(.table(table))
    return text.hasPrefix("table: 0x") ? nil : text
  }

  private func picture(of table: LuaTable, depth: Int, flat: Bool) throws -> String {
    guard depth < Self.deepest else { return "{ … }" }
    guard let list = try members(of: table) else { return "{ … }" }
    if list.isEmpty { return "{}" }
    var place = 1
    var parts = try list.prefix(Self.most).map { entry -> String in
      let pair = entry.asTable
      let (key, value) = (try pair?[1] ?? .nil, try pair?[2] ?? .nil)
      let shown = try picture(value, depth: depth + 1, flat: flat)
      if key.asInteger == place {
        place += 1
        return shown
      }
      let name = try key.asString ?? "[\(picture(key, depth: Self.deepest, flat: flat))]"
      return "\(name) = \(shown)"
    }
    if list.count > Self.most { parts.append("… \(list.count - Self.most) more") }
    let line = "{ " + parts.joined(separator: ", ") + " }"
    guard !flat, line.count > 90 || line.contains("\n") else { return line }
    let indent = String(repeating: "  ", count: depth + 1)
    return "{\n" + parts.map { "\(indent)\($0)\n" }.joined() + indent.dropLast(2) + "}"
  }

  /// Keys and values in sorted order; nil where keys have no order.
  private func members(of table: LuaTable) throws -> [LuaValue]? {
    do {
      return try entries(.table(table)).asTable?.elements()
    } catch {
      guard error.kind == .runtime else { throw error }
      return nil
    }
  }

  /// `[0.214 0.247 …]`, with the shape before it where that is more than a length.
  private static func line(_ tensor: Tensor) -> String {
    guard tensor.rank > 0 else { return short(tensor.scalar) }
    let values = tensor.values
    let shown = values.prefix(6).map(short) + (values.count > 6 ? ["…"] : [])
    let list = "[\(shown.joined(separator: " "))]"
    return tensor.rank == 1 ? list : "tensor \(tensor.shape) \(list)"
  }

  private static func short(_ value: Float) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return rounded.isFinite && rounded != 0 && abs(value) < 1e6 ? "\(rounded)" : "\(value)"
  }
}
