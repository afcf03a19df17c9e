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

extension LuaClass where T == SpecPlugin {
  /// `plugin`: what `spec.plugin` gives.
  static func trials() -> LuaClass<SpecPlugin> {
    let type = LuaClass<SpecPlugin>("plugin on trial")
    type.property("name") { .string($0.instance.definition.name) }
    type.property("params") { .table(try $0.instance.visibleParameters()) }
    type.property("state") { try $0.instance.visibleState() }
    type.learn([
      Word(
        "resume", "plugin:resume()",
        "puts self.state through a checkpoint, as an interrupted run does"
      ) { plugin, _ in
        if let saved = try plugin.instance.savedState() { try plugin.instance.restore(saved) }
        return .nil
      }
    ])
    type.methodOfMany("call") { plugin, a in try plugin.call(a) }
    return type
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
