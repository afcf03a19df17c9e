import Experiments
import LuaRuntime

/// A schedule written in Lua.
public final class PluginSchedule: ScriptedSchedule {
  private let plugin: PluginInstance
  private let bounds: Bounds

  init(_ plugin: PluginInstance, _ bounds: Bounds) {
    self.plugin = plugin
    self.bounds = bounds
  }

  /// Calls `value` and checks that it answers with a number the setting can take.
  public func value(at t: Double, epoch: Int) throws -> Double {
    let answer = try plugin.value("value", [.number(t)])
    guard let number = answer.asNumber, number.isFinite, bounds.holds(number) else {
      throw plugin.wrongResult("value", wanted: "a number\(bounds.shown)", got: answer.described)
    }
    return number
  }

  /// Calls `setup`.
  func setup(view: any RunView) throws { _ = try plugin.setUp(view) }

  /// `self.state`.
  public func savedState() throws -> ParticipantState? { try plugin.savedState() }

  /// Takes over `self.state`.
  public func restore(_ state: ParticipantState) throws { try plugin.restore(state) }
}
