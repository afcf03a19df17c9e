import Experiments
import LuaRuntime

/// A plugin as its file, or its place in a config, declares it.
public final class PluginDefinition {
  /// What it decides.
  public let kind: PluginKind
  /// Its name in configs.
  public let name: String
  /// What it does, in a line.
  public private(set) var summary: String
  /// The hooks it defines.
  public private(set) var hooks: [String]
  /// Those hooks among them at which callbacks are called.
  private(set) var moments: Set<Hook>
  /// What a config may set: its parameters, then its samplers.
  var parameters: [Key] { declaration.parameters + declaration.samplers }
  let declaration: PluginDeclaration
  private var functions: [String: LuaFunction]
  private var places: [String: String]

  init(_ kind: PluginKind, _ declaration: PluginDeclaration, _ table: LuaTable) throws {
    self.kind = kind
    name = declaration.name
    summary = declaration.summary
    hooks = declaration.hooks
    moments = Set(declaration.hooks.compactMap(Hook.init(rawValue:)))
    self.declaration = declaration
    var functions: [String: LuaFunction] = [:]
    for hook in hooks { functions[hook] = try table[hook].asFunction }
    self.functions = functions
    places = functions.compactMapValues { $0.definition.map { "\($0.file):\($0.line)" } }
  }

  /// Takes over the hooks of another.
  func take(_ edited: PluginDefinition) {
    summary = edited.summary
    hooks = edited.hooks
    moments = edited.moments
    functions = edited.functions
    places = edited.places
  }

  /// `file:line` where a hook is written; empty when it is not.
  func place(of hook: String) -> String { places[hook] ?? "" }

  /// Whether a hook is written in a file, named as messages show it.
  func isWritten(in file: String) -> Bool { places.values.contains { $0.hasPrefix("\(file):") } }

  /// The function of a hook; nil when the plugin does not define it.
  func function(_ hook: String) -> LuaFunction? { functions[hook] }

  /// `curriculum "hetcomp"`, as errors call it.
  var title: String { "\(kind.rawValue) \"\(name)\"" }
}
