import Experiments
import Formats

/// Puts the plugins and schedules of a resolved config to work.
struct PluginBuilder {
  /// The plugins that the config names or contains, by the path of their key.
  let plugins: [String: PluginDefinition]
  let library: PluginLibrary

  /// The plugin at a path, with its parameters as resolved; nil when none stands there.
  func plugin(_ members: JSONObject, at path: String) throws -> PluginInstance? {
    try plugins[path].map { try instance(of: $0, members, at: path) }
  }

  /// A plugin with parameters that were resolved at a path.
  func instance(
    of plugin: PluginDefinition, _ members: JSONObject, at path: String
  ) throws -> PluginInstance {
    let scheduled = try plugin.declaration.parameters.compactMap { key in
      try setting(members[key.name], at: "\(path).\(key.name)", key.type)
        .map { (name: key.name, setting: $0) }
    }
    return try PluginInstance(plugin, members, scheduled: scheduled, in: library)
  }

  /// What stands at a path: a number, or a schedule in its place.
  func number(_ value: JSONValue?, at path: String, _ type: KeyType) throws -> ScheduledNumber {
    if let setting = try setting(value, at: path, type) { return .scheduled(setting) }
    return .constant(value?.double ?? 0)
  }

  /// The schedule that stands at a path in the place of a number; nil when none does.
  private func setting(
    _ value: JSONValue?, at path: String, _ type: KeyType
  ) throws -> ScheduledSetting? {
    guard case .overTime(let number) = type, let value,
      let schedule = try part(value, at: path).schedule
    else { return nil }
    return ScheduledSetting(schedule, at: path, number)
  }

  /// A number, a schedule, or a composition of them.
  func part(_ value: JSONValue, at path: String) throws -> ComposedSchedule.Part {
    if let number = value.double { return .number(number) }
    let members = value.object ?? [:]
    if let plugin = try plugin(members, at: path) { return .schedule(PluginSchedule(plugin)) }
    guard let rule = ScheduleRule(rawValue: members["name"]?.string ?? ""),
      let first = members["first"], let second = members["second"]
    else { preconditionFailure("a schedule is a plugin or a rule") }
    return .schedule(
      ComposedSchedule(
        rule, try part(first, at: "\(path).first"), try part(second, at: "\(path).second"),
        turn: members["at"]?.double ?? 0))
  }
}
