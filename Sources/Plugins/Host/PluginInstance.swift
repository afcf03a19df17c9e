import Experiments
import Formats
import LuaRuntime
import Tensors

/// A plugin at work: its parameters, its state, and its hooks called so that a failure says where.
public final class PluginInstance {
  /// What the plugin's file declares.
  public let definition: PluginDefinition
  /// The resolved parameters.
  public let parameters: JSONObject
  /// What `self.params` shows.
  private let shown: PluginParameters
  private let library: PluginLibrary
  /// What stands behind `self`.
  private let contents: LuaTable
  /// `self`: read-only but for what lies in `self.state`.
  private let receiver: LuaTable
  /// The run since `setup`; hooks that get none of their own are given this one.
  private var run: (any RunView)?
  /// How often each hook was called in its latest epoch.
  private var calls: [String: (epoch: Int, count: Int)] = [:]

  /// - Parameter scheduled: the parameters that follow schedules.
  init(
    _ definition: PluginDefinition, _ parameters: JSONObject,
    scheduled: [(name: String, setting: ScheduledSetting)], in library: PluginLibrary
  ) throws {
    self.definition = definition
    self.parameters = parameters
    self.library = library
    let state = library.state
    let others = ["name"] + definition.declaration.samplers.map(\.name) + scheduled.map(\.name)
    shown = try PluginParameters(
      of: definition.title, parameters.filter { !others.contains($0.0) }, scheduled: scheduled,
      in: state)
    contents = try state.table([
      "name": .string(definition.name), "params": .table(shown.view),
      "state": .table(try state.table()), "modules": .table(try state.table()),
    ])
    receiver = try state.readOnly(contents, name: "self")
  }

  var state: LuaState { library.state }

  /// Whether the plugin defines a hook.
  func defines(_ hook: String) -> Bool { definition.function(hook) != nil }

  /// Calls a hook; an absent one gives no results.
  /// - Throws: `ExperimentError.pluginFailed` with plugin, hook, epoch, file, line and traceback.
  func call(
    _ hook: String, _ arguments: [LuaValue] = [], run: (any RunView)? = nil, step: Int? = nil,
    seed: UInt64? = nil
  ) throws -> [LuaValue] {
    guard let function = definition.function(hook) else { return [] }
    if let run { try follow(run) }
    try presentNumbers()
    let seed = seed ?? self.run?.seed ?? 0
    var arguments = [.table(receiver)] + arguments
    if definition.hooksSeeingRun.contains(hook) {
      arguments.append(self.run.map { .object(LuaRun($0, of: definition.name)) } ?? .nil)
      reseed(hook, seed, step)
    } else {
      library.seedRandom(seed, purpose: purpose(hook), epoch: 0, index: 0)
    }
    library.lastWords.note(definition, hook, epoch: self.run?.epoch)
    do {
      return try function.call(arguments)
    } catch {
      throw failure(hook, error)
    }
  }

  /// Calls a hook that answers with one value.
  func value(
    _ hook: String, _ arguments: [LuaValue] = [], run: (any RunView)? = nil, step: Int? = nil
  ) throws -> LuaValue {
    try call(hook, arguments, run: run, step: step).first ?? .nil
  }

  /// The error of a hook that answered with something else than it should.
  func wrongResult(_ hook: String, wanted: String, got: String) -> ExperimentError {
    let place = definition.function(hook)?.definition
    let prefix = place.map { "\($0.file):\($0.line): " } ?? ""
    return .pluginFailed("\(context(hook)): \(prefix)\(hook) must return \(wanted), got \(got)")
  }

  /// What a hook asks the run for.
  func verb(_ hook: String, _ value: LuaValue) throws -> HookVerb? {
    if value.isNil { return nil }
    if let verb = value.asString.flatMap(HookVerb.init(rawValue:)) { return verb }
    let verbs = HookVerb.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    throw wrongResult(hook, wanted: "nothing, or one of \(verbs)", got: value.described)
  }

  /// The numbers of the parameters that follow schedules, as of now; `self.params` shows them.
  @discardableResult
  func presentNumbers() throws -> [Double] {
    if shown.areFixed { return [] }
    return try library.keepingRandom { try shown.turn(to: run?.epoch ?? 0, of: run?.epochs ?? 1) }
  }

  /// From now on the hooks see a run.
  private func follow(_ run: any RunView) throws {
    guard self.run !== run else { return }
    self.run = run
    try library.keepingRandom { try shown.setup(run) }
  }

  /// What is said of an error that a hook's answer led to later.
  func blame(_ hook: String, _ error: any Error) -> any Error {
    let place = definition.function(hook)?.definition
    let message = (error as? TensorError)?.countedFromOne.message ?? "\(error)"
    return failure(hook, LuaError(message, file: place?.file, line: place?.line))
  }

  private func failure(_ hook: String, _ error: LuaError) -> any Error {
    if error.kind == .interrupted { return ExperimentError.interrupted(run: nil) }
    if let own = error.payload as? ExperimentError, case .interrupted = own { return own }
    var error = error
    if error.line == nil, let place = definition.function(hook)?.definition {
      (error.file, error.line) = (place.file, place.line)
    }
    let trace = error.shownTraceback.isEmpty ? "" : "\n\(error.shownTraceback)"
    return ExperimentError.pluginFailed("\(context(hook)): \(error.description)\(trace)")
  }

  private func context(_ hook: String) -> String {
    let epoch = run.map { ", epoch \($0.epoch)" } ?? ""
    return "\(definition.title), \(hook)\(epoch)"
  }

  /// Random numbers depend on seed, plugin, hook, epoch, and the step or how often this hook was
  /// called in that epoch: a resumed run, in which some hooks are called anew, repeats them.
  private func reseed(_ hook: String, _ seed: UInt64, _ step: Int?) {
    let epoch = run?.epoch ?? 0
    let earlier = calls[hook].flatMap { $0.epoch == epoch ? $0.count : nil }
    let count = earlier.map { $0 + 1 } ?? 0
    calls[hook] = (epoch, count)
    library.seedRandom(seed, purpose: purpose(hook), epoch: epoch, index: step ?? count)
  }

  private func purpose(_ hook: String) -> String { "lua \(definition.title) \(hook)" }
}

// MARK: - Setup and state

extension PluginInstance {
  /// `self.params`, as the plugin sees it.
  func visibleParameters() throws -> LuaTable {
    try presentNumbers()
    return shown.view
  }

  /// `self.state`, as the plugin sees it.
  func visibleState() throws -> LuaValue { try contents["state"] }

  /// Begins a training: what an earlier one left in `self.state` is forgotten, then `setup` runs, and
  /// the log says what `describe` answers.
  ///
  /// Answers with the weights of the modules that now stand in `self.modules`, named by their place.
  func setUp(_ run: any RunView) throws -> [Parameter] {
    self.run = nil
    calls = [:]
    try follow(run)
    let modules = try state.table()
    try contents.set("state", .table(try state.table()))
    try contents.set("modules", .table(modules))
    _ = try call("setup", run: run)
    let weights = try closed(modules)
    try describe(to: run)
    return weights
  }

  /// Makes `self.modules` read-only, and answers with their weights.
  private func closed(_ modules: LuaTable) throws -> [Parameter] {
    do {
      let weights = try Self.weights(in: modules, under: definition.name, depth: 0)
      guard weights.isEmpty || definition.kind == .objective else {
        throw LuaError("only an objective's modules are trained")
      }
      try contents.set(
        "modules", .table(try state.readOnly(modules, name: "self.modules after setup")))
      return weights
    } catch {
      throw ExperimentError.pluginFailed("\(definition.title): self.modules: \(error)")
    }
  }

  /// Leaves what the plugin says of itself in the run's log.
  private func describe(to run: any RunView) throws {
    let words = try value("describe")
    if words.isNil { return }
    guard let text = words.asString else {
      throw wrongResult("describe", wanted: "a text", got: words.described)
    }
    run.log(text, by: definition.name)
  }

  private static func weights(
    in table: LuaTable, under name: String, depth: Int
  ) throws -> [Parameter] {
    guard depth < 8 else { throw LuaError("\(name) lies within itself, or more than 8 deep") }
    return try table.pairs().flatMap { key, value -> [Parameter] in
      let place = "\(name).\(key.asString ?? key.asInteger.map(String.init) ?? "?")"
      if let module = value.asObject(LuaModule.self) { return module.adopt(place) }
      if let inner = value.asTable { return try weights(in: inner, under: place, depth: depth + 1) }
      throw LuaError("\(place) is \(value.described), not a module")
    }
  }

  /// `self.state`, and those of the schedules that parameters follow, as a checkpoint holds them;
  /// nil when all is empty.
  public func savedState() throws -> ParticipantState? {
    if shown.areFixed { return try ownState() }
    return ParticipantState(parts: [
      ("own", try ownState()), ("params", try shown.savedState()),
    ])
  }

  private func ownState() throws -> ParticipantState? {
    guard case .table(let table) = try contents["state"], !(try table.pairs()).isEmpty else {
      return nil
    }
    do {
      return try SavedState.write(table)
    } catch {
      throw ExperimentError.pluginFailed("\(context("self.state")): \(error)")
    }
  }

  /// Takes over what ``savedState()`` gave.
  public func restore(_ saved: ParticipantState) throws {
    if shown.areFixed { return try restoreOwn(saved) }
    try saved.part("own").map(restoreOwn)
    try saved.part("params").map(shown.restore)
  }

  private func restoreOwn(_ saved: ParticipantState) throws {
    try contents.set("state", try SavedState.read(saved, in: state))
  }
}
