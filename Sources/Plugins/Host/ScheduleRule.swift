/// How two schedules become one; in a config the rules stand where a schedule's name does.
enum ScheduleRule: String, CaseIterable {
  /// `a + b`
  case sum
  /// `a * b`
  case product
  /// `a:followed_by(b, at)`
  case then

  /// What the rule takes: `{ "product", first = …, second = … }`.
  var keys: [Key] {
    let part = KeyType.overTime(.number(.any))
    let parts = [
      Key("first", part, nil, "a number or a schedule"),
      Key("second", part, nil, "a number or a schedule"),
    ]
    guard self == .then else { return parts }
    return parts + [Key("at", .number(.unit), nil, "share of the run after which second begins")]
  }

  /// A description of this rule over two others.
  func applied(to first: ConfigValue, _ second: ConfigValue, at: Double? = nil) -> ConfigValue {
    var table = ConfigTable(items: [.text(rawValue)], keys: ["first": first, "second": second])
    if let at { table.keys["at"] = .number(at) }
    return .table(table)
  }

  /// A schedule's description as a person reads it: `(warm-up { share = 0.2 } * cosine)`.
  static func text(of value: ConfigValue) -> String {
    guard case .table(let table) = value else { return plain(value) }
    if case .text(let name)? = table.items.first, let rule = ScheduleRule(rawValue: name),
      let first = table.keys["first"].map(text), let second = table.keys["second"].map(text)
    {
      switch rule {
      case .sum: return "(\(first) + \(second))"
      case .product: return "(\(first) * \(second))"
      case .then: return "(\(first) until \(table.keys["at"]?.shown ?? "?"), then \(second))"
      }
    }
    let name = table.items.first.map(plain) ?? "?"
    let keys = table.sortedKeys.map { "\($0) = \(table.keys[$0]?.json.text() ?? "")" }
    return keys.isEmpty ? name : "\(name) { \(keys.joined(separator: ", ")) }"
  }

  private static func plain(_ value: ConfigValue) -> String {
    switch value {
    case .text(let name): name
    case .plugin(let plugin): plugin.name
    default: value.shown
    }
  }
}
