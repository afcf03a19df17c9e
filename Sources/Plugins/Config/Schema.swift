/// One key of a config: its type, what it is when left out, and one line of help.
struct Key {
  let name: String
  let type: KeyType
  /// The value when the config is silent; nil for a key that must be given.
  let fallback: ConfigValue?
  let help: String
  /// Other defaults under `distill.compat`, by the name of the published code.
  let compat: [String: ConfigValue]
  /// Whether a config may leave the key out without its having a value at all.
  let isOptional: Bool
  /// Whether it is in the unit of the number that its schedule stands for; the default is then a
  /// share of that number.
  let isLevel: Bool

  init(
    _ name: String, _ type: KeyType, _ fallback: ConfigValue? = nil, _ help: String,
    compat: [String: ConfigValue] = [:], optional: Bool = false, level: Bool = false
  ) {
    self.name = name
    self.type = type
    self.fallback = fallback
    self.help = help
    self.compat = compat
    isOptional = optional
    isLevel = level
  }
}

/// What a key's value may be.
indirect enum KeyType {
  case flag
  case text
  case integer(Bounds)
  case number(Bounds)
  /// A number that is read again and again, so that a schedule may stand in its place.
  case overTime(KeyType)
  case choice([String])
  case list(KeyType)
  /// A table of keys.
  case section([Key])
  /// A name, `{ "name", key = … }`, or a plugin written inline.
  case named(Shelf)
  /// Several named things in order, and options that hold for all of them.
  case roster(Shelf, [Key])
  /// Any of these, tried in order.
  case either(KeyType, KeyType)
}

/// The least and the greatest value of a number, both allowed.
struct Bounds {
  var min: Double?
  var max: Double?

  static let any = Bounds()
  static let positive = Bounds(min: 1)
  static let unit = Bounds(min: 0, max: 1)
  static let notNegative = Bounds(min: 0)

  func holds(_ value: Double) -> Bool {
    !value.isNaN && value >= min ?? -.infinity && value <= max ?? .infinity
  }

  /// " of at least 1", " from 0 to 1", or nothing.
  var shown: String {
    switch (min, max) {
    case (let min?, let max?): " from \(plain(min)) to \(plain(max))"
    case (let min?, nil): " of at least \(plain(min))"
    case (nil, let max?): " of at most \(plain(max))"
    case (nil, nil): ""
    }
  }

  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension KeyType {
  /// The same with schedules in the place of numbers; other types stay as they are.
  var overTime: KeyType {
    switch self {
    case .integer, .number: .overTime(self)
    default: self
    }
  }

  /// What the type is called in "… wants …".
  var wanted: String {
    switch self {
    case .flag: "true or false"
    case .text: "a string"
    case .integer(let bounds): "a whole number\(bounds.shown)"
    case .number(let bounds): "a number\(bounds.shown)"
    case .overTime(let number): "\(number.wanted), or a schedule"
    case .choice(let names): "one of " + names.map { "\"\($0)\"" }.joined(separator: ", ")
    case .list(let element): "a list, each element \(element.wanted)"
    case .section: "a table of settings"
    case .named(let shelf): "\(shelf.noun): a name or { \"name\", key = … }"
    case .roster(let shelf, _): "a list, each element \(shelf.noun)"
    case .either(let first, let second): "\(first.wanted), or \(second.wanted)"
    }
  }
}
