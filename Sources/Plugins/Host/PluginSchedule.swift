import Experiments
import LuaRuntime

/// A schedule written in Lua.
public final class PluginSchedule: ScriptedSchedule {
  private let plugin: PluginInstance

  init(_ plugin: PluginInstance) { self.plugin = plugin }

  /// Calls `value` and checks that it answers with a number.
  public func value(at t: Double, epoch: Int) throws -> Double {
    let answer = try plugin.value("value", [.number(t)])
    guard let number = answer.asNumber, number.isFinite else {
      throw plugin.wrongResult("value", wanted: "a finite number", got: answer.described)
    }
    return number
  }

  /// Names the file and the line of `value`, and the key.
  func refusal(of number: Double, at epoch: Int, key: String, wanted: String) -> ExperimentError {
    plugin.wrongResult("value", wanted: "\(wanted) for \(key)", got: "\(number)")
  }

  /// Calls `setup`.
  func setup(view: any RunView) throws { _ = try plugin.setUp(view) }

  /// `self.state`.
  public func savedState() throws -> ParticipantState? { try plugin.savedState() }

  /// Takes over `self.state`.
  public func restore(_ state: ParticipantState) throws { try plugin.restore(state) }
}
