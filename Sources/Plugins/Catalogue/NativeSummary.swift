import Recommenders

/// What the things do that are built in where a plugin may stand, in a line each.
enum NativeSummary {
  /// The line of a kind and name.
  static func of(_ kind: PluginKind, _ name: String) -> String {
    lines["\(kind.rawValue) \(name)"] ?? "native"
  }

  private static let lines = [
    "objective bpr":
      "Bayesian personalised ranking of positives over drawn items: the student alone, no teachers.",
    "objective hetcomp":
      "HetComp's two losses: first which items stand out from the rest, then their order.",
    "schedule sum": "The sum of two numbers or schedules, a + b in Lua.",
    "schedule product": "The product of two numbers or schedules, a * b in Lua.",
    "schedule then": "One schedule, and from a share of the run on another: a:followed_by(b, at).",
  ]
}

extension Shelf {
  /// What a thing is that is built in here, in a line; nil when its name says it.
  func summary(of name: String) -> String? {
    if let kind { return NativeSummary.of(kind, name) }
    return models.first { $0.kind == name }?.summary
  }

  private var models: [ModelDeclaration] { nameKey == "model" ? RecommenderCatalogue.entries : [] }
}

extension PluginPage.Parameter {
  /// A key of a config.
  init(_ key: Key) {
    self.init(
      name: key.name, standard: key.fallback?.json.text() ?? "", wanted: key.type.wanted,
      help: key.help,
      compat: key.compat.keys.sorted().map { "\($0): \(key.compat[$0]?.json.text() ?? "")" })
  }
}
