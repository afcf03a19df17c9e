import Distillation

/// How a sampler draws.
struct Drawing {
  /// Whether an item may be drawn twice for one user.
  var replaces = false
  /// Epochs after which the weights are asked for anew; nil keeps the first ones.
  var refresh: Int? = 1
}

extension PluginDeclaration {
  /// `knowledge = { "lists", … }`.
  static func knowledge(
    _ table: ConfigTable, _ subject: String
  ) throws(Mistake) -> [Knowledge] {
    guard let value = table.keys["knowledge"] else { return [.lists] }
    let known = Knowledge.allCases.map(\.rawValue)
    guard case .table(let list) = value, list.keys.isEmpty else {
      throw Mistake(
        message: "\(subject): knowledge is a list of \(known.joined(separator: ", "))")
    }
    var found: [Knowledge] = []
    for item in list.items {
      guard case .text(let name) = item, let knowledge = Knowledge(rawValue: name) else {
        throw Mistake(
          message: "\(subject): knowledge cannot be \(item.shown); "
            + suggestion(for: item.text ?? "", among: known))
      }
      found.append(knowledge)
    }
    return found
  }

  /// `samplers = { negatives = "uniform", … }`: a sampler a name, which a config may replace.
  static func samplers(
    _ table: ConfigTable, _ subject: String, besides parameters: [Key]
  ) throws(Mistake) -> [Key] {
    let declared = try named(table.keys["samplers"], "\(subject): samplers")
    var keys: [Key] = []
    for name in declared.sortedKeys {
      guard name != "name", !parameters.contains(where: { $0.name == name }) else {
        throw Mistake(message: "\(subject): \"\(name)\" cannot be a parameter and a sampler")
      }
      keys.append(
        Key(name, .named(.plugins(.sampler)), declared.keys[name], "the sampler \"\(name)\""))
    }
    return keys
  }

  /// `replace = true`, `refresh = "epoch"`, `"once"` or a number of epochs.
  static func drawing(_ table: ConfigTable, _ subject: String) throws(Mistake) -> Drawing {
    var drawing = Drawing()
    switch table.keys["replace"] {
    case nil: break
    case .flag(let flag): drawing.replaces = flag
    case .some(let other):
      throw Mistake(message: "\(subject): replace is true or false, not \(other.shown)")
    }
    switch table.keys["refresh"] {
    case nil, .text("epoch"): break
    case .text("once"): drawing.refresh = nil
    case .integer(let epochs) where epochs >= 1: drawing.refresh = epochs
    case .some(let other):
      throw Mistake(
        message: "\(subject): refresh is \"epoch\", \"once\" or a number of epochs, not "
          + other.shown)
    }
    return drawing
  }
}

extension ConfigValue {
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
