import Formats

/// Schedules in the place of numbers.
///
/// A parameter that a schedule declares as a level is in the unit of the number it stands for. Left
/// out, it is its default times that number: `lr = "cosine"` falls from the learning rate that was
/// there to 0, not from 1.
extension Resolver {
  /// A schedule that stands where a number could.
  /// - Parameter number: the number by default.
  mutating func schedule(
    _ value: ConfigValue, _ type: KeyType, at path: String, inPlaceOf number: ConfigValue?
  ) throws -> JSONObject {
    if case .table(let table) = value { try refuseParameters(table, at: path, ofNumber: number) }
    let level = levels[path] ?? number?.asNumber ?? 1
    handDown(level, to: value, at: path)
    return try named(value, .plugins(.schedule), type, at: path, level: level)
  }

  /// Remembers the number that an override at `path` takes the place of, if one stands there.
  mutating func note(replaced value: ConfigValue?, at path: [String]) {
    if let number = value?.asNumber { levels[path.joined(separator: ".")] = number }
  }

  /// The parts of a sum, or of one after the other, stand for the same number as the whole; of two
  /// factors only one does, the one that is told its level if there is any.
  private mutating func handDown(_ level: Double, to value: ConfigValue, at path: String) {
    guard let (rule, first, second) = parts(of: value) else { return }
    let isSecond = rule == .product && !isTold(first) && isTold(second)
    let others = rule == .product ? 1 : level
    for (name, own) in [("first", isSecond ? 1 : level), ("second", isSecond ? level : others)] {
      let part = "\(path).\(name)"
      levels[part] = levels[part] ?? own
    }
  }

  private func parts(
    of value: ConfigValue
  ) -> (rule: ScheduleRule, first: ConfigValue, second: ConfigValue)? {
    guard case .table(let table) = value, case .text(let name)? = table.items.first,
      let rule = ScheduleRule(rawValue: name), let first = table.keys["first"],
      let second = table.keys["second"]
    else { return nil }
    return (rule, first, second)
  }

  /// Whether a number or a schedule says itself how great it is.
  private func isTold(_ value: ConfigValue) -> Bool {
    if value.asNumber != nil { return true }
    if let (rule, first, second) = parts(of: value) {
      return rule == .product ? isTold(first) || isTold(second) : isTold(first) && isTold(second)
    }
    guard let head = value.asTable.items.first else { return true }
    let levels = parameters(of: head).filter(\.isLevel)
    return levels.isEmpty || levels.contains { value.asTable.keys[$0.name] != nil }
  }

  private func parameters(of schedule: ConfigValue) -> [Key] {
    switch schedule {
    case .plugin(let plugin): plugin.parameters
    case .text(let name): (try? library.find(.schedule, name))?.parameters ?? []
    default: []
    }
  }

  private func refuseParameters(
    _ table: ConfigTable, at path: String, ofNumber fallback: ConfigValue?
  ) throws {
    guard let parameter = table.sortedKeys.first,
      let number = table.items.isEmpty ? fallback : table.items.first, number.asNumber != nil
    else { return }
    throw error(
      "\(path).\(parameter)",
      "\(path) is the number \(number.shown); name a schedule first, such as \(path)=cosine")
  }

  /// Whether a value reads as a schedule, wherever it stands.
  func isSchedule(_ value: ConfigValue) -> Bool {
    switch value {
    case .plugin(let plugin): plugin.kind == .schedule
    case .text(let name):
      ScheduleRule(rawValue: name) != nil || (try? library.find(.schedule, name)) != nil
    case .table(let table): table.items.first.map(isSchedule) ?? false
    default: false
    }
  }
}

extension ConfigValue {
  /// Times a factor; nil when it is neither a number with a fraction nor a list of such.
  func scaled(by factor: Double) -> ConfigValue? {
    switch self {
    case .number(let number): return .number(number * factor)
    case .table(let table) where table.keys.isEmpty:
      let items = table.items.compactMap { $0.scaled(by: factor) }
      return items.count == table.items.count ? .table(ConfigTable(items: items)) : nil
    default: return nil
    }
  }
}
