import Experiments

/// A callback written in Lua.
public final class PluginCallback: Callback {
  private let plugin: PluginInstance
  /// The moments for which the plugin defines a hook.
  public var hooks: Set<Hook> { plugin.definition.moments }

  init(_ plugin: PluginInstance) { self.plugin = plugin }

  /// The plugin's name.
  public var name: String { plugin.definition.name }

  /// Calls the hook of this moment.
  public func call(_ hook: Hook, _ run: DistillationRun) throws -> HookVerb? {
    let step = hook == .stepEnd ? run.step : nil
    let answer = try plugin.value(hook.rawValue, run: run, step: step)
    if hook.isHeard { return try plugin.verb(hook.rawValue, answer) }
    guard answer.isNil else {
      throw plugin.wrongResult(
        hook.rawValue, wanted: "nothing, since the epoch is over", got: answer.described)
    }
    return nil
  }

  /// Calls `setup`.
  public func setup(_ run: DistillationRun) throws { _ = try plugin.setUp(run) }

  /// `self.state`.
  public func savedState() throws -> ParticipantState? { try plugin.savedState() }

  /// Takes over `self.state`.
  public func restore(_ state: ParticipantState) throws { try plugin.restore(state) }
}
