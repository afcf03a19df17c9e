import Experiments
import Formats

/// A curriculum written in Lua.
public final class PluginCurriculum: Curriculum {
  private let plugin: PluginInstance
  /// The reserved parameter `every`, or the distance of two evaluations when there is none.
  public let every: Int

  init(_ plugin: PluginInstance, every: Int) {
    self.plugin = plugin
    self.every = plugin.parameters["every"]?.int ?? every
  }

  /// The plugin's name.
  public var name: String { plugin.definition.name }

  /// Calls `setup`.
  public func setup(_ run: DistillationRun) throws { try setup(view: run) }

  /// Calls `setup` with anything that looks like a run.
  public func setup(view: any RunView) throws { _ = try plugin.setUp(view) }

  /// Calls `on_tick`.
  public func tick(_ run: DistillationRun) throws -> HookVerb? { try tick(view: run) }

  /// Calls `on_tick` with anything that looks like a run.
  @discardableResult
  public func tick(view: any RunView) throws -> HookVerb? {
    try plugin.verb("on_tick", try plugin.value("on_tick", run: view))
  }

  /// `self.state`.
  public func savedState() throws -> ParticipantState? { try plugin.savedState() }

  /// Takes over `self.state`.
  public func restore(_ state: ParticipantState) throws { try plugin.restore(state) }
}
