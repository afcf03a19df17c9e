import Experiments
import Formats

/// Turns a number or a schedule of a resolved config into something that gives numbers.
struct ScheduleBuilder {
  /// The plugins that the config names or contains, by the path of their key.
  let plugins: [String: PluginDefinition]
  let library: PluginLibrary

  /// What stands at a path: a number, or a schedule whose numbers must lie within bounds.
  func number(_ value: JSONValue?, at path: String, _ bounds: Bounds) throws -> ScheduledNumber {
    switch try part(value, at: path, bounds) {
    case .number(let number): .constant(number)
    case .schedule(let schedule): .scheduled(schedule)
    }
  }

  /// The same as part of a composed schedule, or as all of it.
  func part(
    _ value: JSONValue?, at path: String, _ bounds: Bounds
  ) throws -> ComposedSchedule.Part {
    if let number = value?.double { return .number(number) }
    let members = value?.object ?? [:]
    if let plugin = plugins[path] {
      return .schedule(
        PluginSchedule(try PluginInstance(plugin, members, in: library), bounds))
    }
    guard let rule = ScheduleRule(rawValue: members["name"]?.string ?? "") else {
      preconditionFailure("a schedule is a plugin or a rule")
    }
    return .schedule(
      ComposedSchedule(
        rule, try part(members["first"], at: "\(path).first", .any),
        try part(members["second"], at: "\(path).second", .any),
        turn: members["at"]?.double ?? 0, path: path, bounds))
  }
}
