import Experiments
import LuaRuntime

/// A plugin as its file, or its place in a config, declares it.
public final class PluginDefinition {
  /// What it decides.
  public let kind: PluginKind
  /// Its name in configs.
  public let name: String
  /// What it does, in a line.
  public var summary: String { declaration.summary }
  /// The hooks it defines.
  public var hooks: [String] { declaration.hooks }
  /// Those hooks among them at which callbacks are called.
  var moments: Set<Hook> { Set(hooks.compactMap(Hook.init(rawValue:))) }
  /// What a config may set: its parameters, then its samplers.
  var parameters: [Key] { declaration.parameters + declaration.samplers }
  private(set) var declaration: PluginDeclaration
  /// How often it was edited since it was loaded.
  private(set) var revision = 0
  /// The samplers that are written within an objective, by their keys.
  let ownSamplers: [String: PluginDefinition]
  /// The hooks of its kind that are given the run last.
  let hooksSeeingRun: Set<String>
  private var functions: [String: LuaFunction]
  private var places: [String: String]

  init(_ kind: PluginKind, _ declaration: PluginDeclaration, _ table: LuaTable) throws {
    self.kind = kind
    name = declaration.name
    hooksSeeingRun = Set(kind.hookRows.filter(\.seesRun).map(\.name))
    self.declaration = declaration
    var samplers: [String: PluginDefinition] = [:]
    for key in declaration.samplers {
      if case .plugin(let sampler)? = key.fallback { samplers[key.name] = sampler }
    }
    ownSamplers = samplers
    var functions: [String: LuaFunction] = [:]
    for hook in declaration.hooks { functions[hook] = try table[hook].asFunction }
    self.functions = functions
    places = functions.compactMapValues { $0.definition.map { "\($0.file):\($0.line)" } }
  }

  /// Becomes another, and so do the samplers written within it.
  func take(_ edited: PluginDefinition) {
    declaration = edited.declaration
    functions = edited.functions
    places = edited.places
    revision += 1
    for (key, sampler) in ownSamplers { edited.ownSamplers[key].map(sampler.take) }
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
