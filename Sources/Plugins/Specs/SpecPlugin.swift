import Experiments
import Formats
import LuaRuntime
import Tensors

/// A plugin on trial: its hooks, called by a spec as a run would call them.
final class SpecPlugin {
  let instance: PluginInstance
  /// The samplers that an objective declares.
  private let samplers: [(slot: String, sampler: PluginSampler)]
  /// The objective as a run would host it, and the world that it was set up in.
  private var objective: (world: SpecWorld, host: PluginObjective)?
  /// The sampler as a run would host it, and the world that it was set up in.
  private var sampler: (world: SpecWorld, host: PluginSampler)?

  init(
    _ instance: PluginInstance, samplers: [(slot: String, sampler: PluginSampler)] = []
  ) {
    self.instance = instance
    self.samplers = samplers
  }

  /// A plugin by kind and name, or a table made by `hc.KIND { … }`, with some parameters set.
  convenience init(
    _ definition: PluginDefinition, _ parameters: ConfigTable, in library: PluginLibrary
  ) throws {
    var resolver = Resolver(
      origin: definition.title, overrides: [], compat: nil, library: library)
    let resolved = try resolver.section(parameters, definition.parameters, at: "params")
    let plugins = PluginBuilder(plugins: resolver.plugins, library: library)
    let samplers = try definition.declaration.samplers.compactMap { key in
      try plugins.plugin(resolved[key.name]?.object ?? [:], at: "params.\(key.name)")
        .map { (slot: key.name, sampler: PluginSampler($0, slot: key.name)) }
    }
    self.init(try plugins.instance(of: definition, resolved, at: "params"), samplers: samplers)
  }

  /// The loss of a mini-batch in a world, in which the objective is set up first.
  func loss(in world: SpecWorld, of users: [Int32]) throws -> Tensor {
    let targets = try world.rehearsal.showTargets()
    return try objective(in: world).loss(
      targets.batch(users), student: world.rehearsal.student, phase: world.rehearsal.run.phase)
  }

  /// Trains a world's student by the objective; what its NDCG on the target lists has gained.
  func teach(_ world: SpecWorld, epochs: Int) throws -> Double {
    let before = try world.rehearsal.likenessToTargets()
    let weights = try objective(in: world).weights
    let everybody = Array(0..<Int32(world.rehearsal.run.users))
    try world.rehearsal.train(epochs: epochs, weights: weights) {
      try loss(in: world, of: everybody)
    }
    return try world.rehearsal.likenessToTargets() - before
  }

  private func objective(in world: SpecWorld) throws -> PluginObjective {
    if let objective, objective.world === world { return objective.host }
    try check(is: .objective)
    let host = PluginObjective(instance, samplers: SamplerRack(samplers))
    try host.setup(view: world.rehearsal.run)
    objective = (world, host)
    return host
  }

  /// What a sampler draws in a world, in which it is set up first.
  func draw(_ count: Int, in world: SpecWorld, for users: [Int32]) throws -> IndexTensor {
    _ = try world.rehearsal.showTargets()
    return try sampler(in: world).draw(count, for: users, in: world.rehearsal.run)
  }

  private func sampler(in world: SpecWorld) throws -> PluginSampler {
    if let sampler, sampler.world === world { return sampler.host }
    try check(is: .sampler)
    let host = PluginSampler(instance, slot: instance.definition.name)
    try host.setup(world.rehearsal.run)
    sampler = (world, host)
    return host
  }

  private func check(is kind: PluginKind) throws {
    guard instance.definition.kind == kind else {
      throw LuaError("the \(instance.definition.title) is not \(kind.noun)")
    }
  }
}

/// The words of a plugin on trial.
enum SpecPluginWords {
  /// What `spec.plugin` gives.
  static var vocabulary: Vocabulary<SpecPlugin> {
    Vocabulary(
      name: "trial", summary: "spec.plugin(kind, name, params): a plugin at work in a spec",
      bytes: { _ in 0 },
      words: [
        Word(
          "resume", "trial:resume()",
          "puts self.state through a checkpoint, as an interrupted run does", allowed: "specs"
        ) { plugin, _ in
          if let saved = try plugin.instance.savedState() { try plugin.instance.restore(saved) }
          return .nil
        },
        Word(
          "loss", "trial:loss(world, [users]) → tensor",
          "an objective's loss of some users or of all, as training would take it", allowed: "specs"
        ) { plugin, a in
          let world = try a.object(1, as: SpecWorld.self)
          return LuaValue(try plugin.loss(in: world, of: try users(a, 2, world)))
        },
        Word(
          "teach", "trial:teach(world, [epochs]) → number",
          "trains the student by an objective; its gain in NDCG on the target lists",
          allowed: "specs"
        ) { plugin, a in
          let world = try a.object(1, as: SpecWorld.self)
          return .number(try plugin.teach(world, epochs: try a.positive(2, or: 20)))
        },
        Word(
          "draw", "trial:draw(world, n, [users]) → index",
          "what a sampler draws for some users or for all, [users, n]", allowed: "specs"
        ) { plugin, a in
          let world = try a.object(1, as: SpecWorld.self)
          let count = try a.positive(2, atMost: world.rehearsal.run.items)
          return LuaValue(try plugin.draw(count, in: world, for: try users(a, 3, world)))
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

  private static func users(
    _ a: borrowing LuaArguments, _ position: Int, _ world: SpecWorld
  ) throws -> [Int32] {
    let all = 0..<Int32(world.rehearsal.run.users)
    guard a.has(position) else { return all.map { $0 } }
    let users = try a.users(position).values
    if let wild = users.first(where: { !all.contains($0) }) {
      throw a.bad(position, "there is no user \(wild + 1)")
    }
    return users
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
    if hook == "setup", let run {
      _ = try instance.setUp(run)
      return []
    }
    return try instance.call(hook, given, run: run)
  }
}
