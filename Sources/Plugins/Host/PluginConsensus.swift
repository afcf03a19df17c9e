import Experiments
import LuaRuntime
import Tensors
import Trajectories

/// A consensus written in Lua.
public final class PluginConsensus: ConsensusRule, RunParticipant {
  private let plugin: PluginInstance

  init(_ plugin: PluginInstance) { self.plugin = plugin }

  /// Calls `importance` on whole tables and checks what it answers.
  public func importance(rank: Tensor, deviation: Tensor?) throws -> Tensor {
    let answer = try plugin.value(
      "importance", [LuaValue(rank), deviation.map { LuaValue($0) } ?? .nil])
    let shapes = [rank.shape, deviation?.shape].compactMap { $0 }
    let wanted = "a tensor of shape " + shapes.map { "\($0)" }.joined(separator: " or ")
    guard let tensor = answer.asObject(LuaTensor.self)?.tensor, shapes.contains(tensor.shape) else {
      throw plugin.wrongResult("importance", wanted: wanted, got: answer.described)
    }
    guard
      tensor.withSpan({ span in span.indices.allSatisfy { span[$0].isFinite && span[$0] >= 0 } })
    else {
      throw plugin.wrongResult(
        "importance", wanted: "numbers that are finite and not negative",
        got: "others among them")
    }
    return tensor.detached
  }

  /// Calls `weight`, where the plugin defines it.
  public func weight(teacher: String) throws -> Float {
    guard plugin.defines("weight") else { return 1 }
    let answer = try plugin.value("weight", [.string(teacher)])
    guard let weight = answer.asNumber, (0...1e6).contains(weight) else {
      throw plugin.wrongResult(
        "weight", wanted: "a number from 0 to a million", got: answer.described)
    }
    return Float(weight)
  }

  /// The numbers of parameters that follow schedules, and how often the plugin was edited.
  public func numbers() throws -> [Double] {
    try plugin.presentNumbers() + [Double(plugin.definition.revision)]
  }

  /// Calls `setup`.
  public func setup(_ run: DistillationRun) throws { _ = try plugin.setUp(run) }

  /// `self.state`.
  public func savedState() throws -> ParticipantState? { try plugin.savedState() }

  /// Takes over `self.state`.
  public func restore(_ state: ParticipantState) throws { try plugin.restore(state) }
}
