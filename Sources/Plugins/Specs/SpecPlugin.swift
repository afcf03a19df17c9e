import Experiments
import LuaRuntime

/// A plugin on trial: its hooks, called by a spec as a run would call them.
final class SpecPlugin {
  let instance: PluginInstance

  init(_ instance: PluginInstance) { self.instance = instance }

  /// A plugin by kind and name, or a table made by `hc.KIND { … }`, with some parameters set.
  convenience init(
    _ definition: PluginDefinition, _ parameters: ConfigTable, in library: PluginLibrary
  ) throws {
    var resolver = Resolver(
      origin: definition.title, overrides: [], compat: nil, library: library)
    let resolved = try resolver.section(parameters, definition.parameters, at: "params")
    self.init(try PluginInstance(definition, resolved, in: library))
  }
}

/// The words of a plugin on trial.
enum SpecPluginWords {
  /// What `spec.plugin` gives.
  static var vocabulary: Vocabulary<SpecPlugin> {
    Vocabulary(
      name: "trial", summary: "spec.plugin(kind, name, params): a plugin at work in a spec",
      words: [
        Word(
          "resume", "trial:resume()",
          "puts self.state through a checkpoint, as an interrupted run does", allowed: "specs"
        ) { plugin, _ in
          if let saved = try plugin.instance.savedState() { try plugin.instance.restore(saved) }
          return .nil
        },
        Word(property: "name", "trial.name → string", "the plugin's name", allowed: "specs") {
          .string($0.instance.definition.name)
        },
        Word(property: "params", "trial.params → table", "self.params", allowed: "specs") {
          .table(try $0.instance.visibleParameters())
        },
        Word(property: "state", "trial.state → table", "self.state", allowed: "specs") {
          try $0.instance.visibleState()
        },
      ])
  }

  /// The class, with `trial:call(hook, …)` beside the words: the one name with several results.
  static var type: LuaClass<SpecPlugin> {
    let type = vocabulary.makeClass()
    type.methodOfMany("call") { plugin, a in try plugin.call(a) }
    return type
  }

  /// The words with `call`.
  static var reference: APIType {
    let words = vocabulary.reference
    let call = APIEntry(
      owner: words.name, name: "call", form: .method,
      signature: "trial:call(hook, [world], …) → whatever the hook returns",
      help: "calls a hook; a world becomes the run that it is given last", allowed: "specs")
    return APIType(name: words.name, summary: words.summary, entries: [call] + words.entries)
  }
}

extension SpecPlugin {
  /// `plugin:call(hook, [world], …)`: the hook's results. A world becomes the run that it gets last.
  fileprivate func call(_ arguments: borrowing LuaArguments) throws -> [LuaValue] {
    let (hook, definition) = (try arguments.string(1), instance.definition)
    guard definition.kind.hooks.contains(hook) else {
      throw arguments.bad(
        1,
        "\"\(hook)\" is no hook of \(definition.kind.noun); "
          + suggestion(for: hook, among: definition.kind.hooks))
    }
    var given = Array(try arguments.values().dropFirst())
    var run: (any RunView)?
    if let world = given.first?.asObject(SpecWorld.self) {
      run = world.rehearsal.run
      given.removeFirst()
    }
    return try instance.call(hook, given, run: run)
  }
}
