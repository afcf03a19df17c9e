import LuaRuntime

/// A plugin as its file, or its place in a config, declares it.
public final class PluginDefinition {
  /// What it decides.
  public let kind: PluginKind
  /// Its name in configs.
  public let name: String
  /// What it does, in a line.
  public let summary: String
  /// The hooks it defines.
  public let hooks: [String]
  /// What a config may set: its parameters, then its samplers.
  var parameters: [Key] { declaration.parameters + declaration.samplers }
  let declaration: PluginDeclaration
  private let functions: [String: LuaFunction]
  private let places: [String: String]

  init(_ kind: PluginKind, _ declaration: PluginDeclaration, _ table: LuaTable) throws {
    self.kind = kind
    name = declaration.name
    summary = declaration.summary
    hooks = declaration.hooks
    self.declaration = declaration
    var functions: [String: LuaFunction] = [:]
    for hook in hooks { functions[hook] = try table[hook].asFunction }
    self.functions = functions
    places = functions.compactMapValues { $0.definition.map { "\($0.file):\($0.line)" } }
  }

  /// `file:line` where a hook is written; empty when it is not.
  func place(of hook: String) -> String { places[hook] ?? "" }

  /// The function of a hook; nil when the plugin does not define it.
  func function(_ hook: String) -> LuaFunction? { functions[hook] }

  /// `curriculum "hetcomp"`, as errors call it.
  var title: String { "\(kind.rawValue) \"\(name)\"" }
}
