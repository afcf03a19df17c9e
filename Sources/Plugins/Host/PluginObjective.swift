import Distillation
import Experiments
import LuaRuntime
import Recommenders
import Tensors

/// An objective written in Lua: its loss goes through the same tape as a native one.
public final class PluginObjective: Objective, WeightOwner {
  private let plugin: PluginInstance
  private let samplers: SamplerRack
  private var run: (any RunView)?
  /// The weights of the modules that `setup` has made.
  public private(set) var weights: [Parameter] = []

  init(_ plugin: PluginInstance, samplers: SamplerRack) {
    self.plugin = plugin
    self.samplers = samplers
  }

  /// The plugin's name.
  public var name: String { plugin.definition.name }
  /// What the plugin declares.
  public var knowledge: [Knowledge] { plugin.definition.declaration.knowledge }

  /// Calls `loss`, and checks that it answers with one finite number that depends on the student.
  public func loss(
    _ batch: UserBatch, student: any EmbeddingModel, phase: Phase
  ) throws -> Tensor {
    guard let run else { throw ExperimentError.failed("\(name) was not set up.") }
    let answer = try plugin.value(
      "loss", [.object(LuaBatch(batch, run, samplers))], step: run.step)
    guard let loss = answer.asObject(LuaTensor.self)?.tensor, loss.count == 1 else {
      throw wrong("one number as a tensor", got: answer.described)
    }
    guard loss.isTracked else {
      throw wrong("a number that depends on the student", got: "\(loss.scalar), which does not")
    }
    guard loss.scalar.isFinite else {
      throw wrong(
        "a finite number",
        got: "\(loss.scalar) at step \(run.step): look for a log or a division "
          + "of zero, or lower the learning rate")
    }
    return loss
  }

  private func wrong(_ wanted: String, got: String) -> ExperimentError {
    plugin.wrongResult("loss", wanted: wanted, got: got)
  }

  /// The hook's failure: its loss was made of tensors that a gradient had passed before.
  public func blame(_ error: any Error) -> any Error { plugin.blame("loss", error) }

  /// Calls `setup` and takes the weights it made; the samplers come first.
  public func setup(_ run: DistillationRun) throws { try setup(view: run) }

  /// As ``setup(_:)``, with anything that looks like a run.
  public func setup(view: any RunView) throws {
    run = view
    try samplers.setup(view)
    weights = try plugin.setUp(view)
  }

  /// `self.state`, and the samplers' own states.
  public func savedState() throws -> ParticipantState? {
    try samplers.joined(to: try plugin.savedState(), step: run?.step ?? 0)
  }

  /// Takes over `self.state` and the samplers' states.
  public func restore(_ state: ParticipantState) throws {
    if let own = try samplers.restore(state) { try plugin.restore(own) }
  }
}
