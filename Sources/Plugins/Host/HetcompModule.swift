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
    let body: Body

    enum Body {
      case function((borrowing LuaArguments, ScriptRandom) throws -> LuaValue)
      case finding((borrowing LuaArguments, PluginLibrary) throws -> LuaValue)
      case value((LuaState) -> LuaValue)
    }

    /// Whether the name stands for a value or a function of Lua's own, not for a Swift closure.
    var isValue: Bool { if case .value = body { !signature.contains("(") } else { false } }

    /// `hc.name(…)`.
    init(
      _ name: String, _ signature: String, _ help: String, allowed: String = "everywhere",
      _ body: @escaping (borrowing LuaArguments) throws -> LuaValue
    ) {
      self.init(name, signature, help, allowed, .function { arguments, _ in try body(arguments) })
    }

    init(_ name: String, _ signature: String, _ help: String, _ allowed: String, _ body: Body) {
      self.name = name
      self.signature = signature
      self.help = help
      self.allowed = allowed
      self.body = body
    }
  }

  /// Every name of the module.
  static var rows: [Row] {
    declarations + [CurveWords.row] + TensorMaking.rows + ModuleMaking.rows
      + PluginKind.allCases.map(constructor)
  }

  /// Every sort of object that scripts meet.
  static var objects: [APIType] {
    [
      TensorWords.vocabulary.reference, MaskWords.vocabulary.reference,
      IndexWords.vocabulary.reference, ModuleWords.vocabulary.reference,
      RunWords.vocabulary.reference, BatchWords.vocabulary.reference,
      StudentWords.vocabulary.reference, TeacherListWords.vocabulary.reference,
      TeacherWords.vocabulary.reference, DataWords.vocabulary.reference,
      StageWords.vocabulary.reference, ViewWords.vocabulary.reference,
      CurveWords.vocabulary.reference, InteractionWords.vocabulary.reference,
    ]
  }

  private static var declarations: [Row] {
    [
      Row(
        "experiment", "hc.experiment { key = value, … } → experiment", "what a config returns",
        allowed: "configs"
      ) { try declared("experiment", $0) },
      Row(
        "dataset", "hc.dataset { key = value, … } → dataset", "what Data/NAME.lua returns",
        allowed: "dataset descriptors"
      ) { try declared("dataset", $0) },
      Row(
        "sorted_pairs", "hc.sorted_pairs(table) → iterator",
        "like pairs, in the order of numbers, then strings", "everywhere",
        .value { .function($0.sortedPairs) }),
      Row(
        "api_level", "hc.api_level → integer", "the level of this API", "everywhere",
        .value { _ in .integer(level) }),
    ]
  }

  /// Makes the classes of tensors, runs and plugins known.
  static func register(in state: LuaState) throws {
    try state.register(TensorWords.vocabulary.makeClass())
    try state.register(MaskWords.vocabulary.makeClass())
    try state.register(IndexWords.vocabulary.makeClass())
    try state.register(ModuleWords.vocabulary.makeClass())
    try state.register(BatchWords.vocabulary.makeClass())
    try state.register(TeacherListWords.vocabulary.makeClass())
    try state.register(TeacherWords.vocabulary.makeClass())
    try state.register(DataWords.vocabulary.makeClass())
    try state.register(StageWords.vocabulary.makeClass())
    try state.register(RunWords.vocabulary.makeClass())
    try state.register(StudentWords.vocabulary.makeClass())
    try state.register(ViewWords.vocabulary.makeClass())
    try state.register(CurveWords.vocabulary.makeClass())
    try state.register(InteractionWords.vocabulary.makeClass())
    try state.register(LuaClass<PluginDefinition>("plugin") { 64 * $0.declaration.size })
    try state.register(LuaClass<Declared>("declaration") { _ in 0 })
  }

  /// The module's table, read-only; a name it does not have is answered with the nearest.
  static func make(
    in state: LuaState, random: ScriptRandom, finding library: PluginLibrary
  ) throws -> LuaValue {
    let module = try state.table()
    for row in rows {
      switch row.body {
      case .value(let value): try module.set(row.name, value(state))
      case .function(let body):
        let counted = countedFromOne { try body($0, random) }
        try module.set(row.name, .function(try state.function(row.name, counted)))
      case .finding(let body):
        let function = try state.function(row.name) { [unowned library] in try body($0, library) }
        try module.set(row.name, .function(function))
      }
    }
    return .table(try state.readOnly(module, name: "hc"))
  }

  private static func constructor(_ kind: PluginKind) -> Row {
    Row(
      kind.rawValue, "hc.\(kind.rawValue) { api = 1, name = …, … } → plugin",
      "declares \(kind.noun); its hooks are \(kind.hooks.joined(separator: ", "))",
      allowed: "plugins and configs"
    ) { arguments in
      let table = try arguments.table(1)
      do {
        let fields = try ConfigTable(table)
        let declaration = try PluginDeclaration(kind, fields, level: level)
        let plugin = try PluginDefinition(kind, declaration, table)
        try table.set(mark, .object(plugin))
      } catch let mistake as PluginDeclaration.Mistake {
        let place = try mistake.field.flatMap { try table[$0].asFunction?.definition }
        throw LuaError(mistake.message, file: place?.file, line: place?.line)
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
