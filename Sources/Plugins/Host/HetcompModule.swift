import LuaRuntime
import Tensors

/// The Lua module `hetcomp`: one row a name.
enum HetcompModule {
  /// The level of the API that plugins are written for.
  static let level = 1

  /// A function of the module, with what the reference says of it.
  struct Row {
    let name: String
    let signature: String
    let help: String
    /// Where it may be called.
    let allowed: String
    let body: (borrowing LuaArguments) throws -> LuaValue
  }

  static var rows: [Row] {
    [
      Row(
        name: "experiment", signature: "hc.experiment { key = value, … } → experiment",
        help: "what a config returns", allowed: "configs"
      ) { try declared("experiment", $0) },
      Row(
        name: "dataset", signature: "hc.dataset { key = value, … } → dataset",
        help: "what Data/NAME.lua returns", allowed: "dataset descriptors"
      ) { try declared("dataset", $0) },
      Row(
        name: "tensor", signature: "hc.tensor(number or nested list) → tensor",
        help: "a tensor of the given elements", allowed: "everywhere",
        body: { LuaValue(try NestedList(try $0.value(1)).tensor) }),
    ] + PluginKind.allCases.map(constructor)
  }

  /// Makes the classes of tensors, runs and plugins known.
  static func register(in state: LuaState) throws {
    try state.register(.tensors())
    try state.register(.masks())
    try state.register(.stages())
    try state.register(.runs())
    try state.register(.students())
    try state.register(.views())
    try state.register(LuaClass<PluginDefinition>("plugin"))
    try state.register(LuaClass<Declared>("declaration"))
  }

  /// The module's table, read-only; a name it does not have is answered with the nearest.
  static func make(in state: LuaState) throws -> LuaValue {
    let module = try state.table()
    for row in rows { try module.set(row.name, .function(try state.function(row.name, row.body))) }
    try module.set("sorted_pairs", .function(state.sortedPairs))
    try module.set("api_level", .integer(level))
    return .table(try state.readOnly(module, name: "hc"))
  }

  private static func constructor(_ kind: PluginKind) -> Row {
    Row(
      name: kind.rawValue, signature: "hc.\(kind.rawValue) { api = 1, name = …, … } → plugin",
      help: "declares \(kind.noun); its hooks are \(kind.hooks.joined(separator: ", "))",
      allowed: "plugins and configs"
    ) { arguments in
      let table = try arguments.table(1)
      do {
        let fields = try ConfigTable(table)
        let declaration = try PluginDeclaration(kind, fields, level: level)
        let plugin = try PluginDefinition(kind, declaration, table)
        try table.set(mark, .object(plugin))
      } catch let mistake as PluginDeclaration.Mistake {
        throw LuaError(mistake.message)
      }
      return .table(table)
    }
  }
}

// MARK: - What a table was declared to be

extension HetcompModule {
  /// The field in which a table carries what it was declared to be.
  private static let mark = "\u{1}declared"

  /// A declaration without more to it than its word.
  final class Declared {
    let word: String
    init(_ word: String) { self.word = word }
  }

  private static func declared(
    _ word: String, _ arguments: borrowing LuaArguments
  ) throws -> LuaValue {
    let table = try arguments.table(1)
    try table.set(mark, .object(Declared(word)))
    return .table(table)
  }

  /// The plugin that a table declares.
  static func plugin(in value: LuaValue) -> PluginDefinition? {
    value.asTable.flatMap { try? $0[mark] }?.asObject(PluginDefinition.self)
  }

  /// The fields of a table made by `hc.experiment` or `hc.dataset`.
  static func fields(of value: LuaValue, declaredAs word: String) throws -> ConfigTable? {
    guard case .table(let table) = value,
      try table[mark].asObject(Declared.self)?.word == word
    else { return nil }
    return try ConfigTable(table)
  }

  /// Whether a field is the mark, not the author's.
  static func isMark(_ key: LuaValue) -> Bool { key.asString == mark }
}
