import Experiments

/// What a plugin decides.
public enum PluginKind: String, CaseIterable, Sendable {
  /// Which stage each (teacher, user) pair is shown.
  case curriculum
  /// A number over time.
  case schedule
  /// Probability shapes and candidate lists; the drawing is native.
  case sampler
  /// Importance as a function of rank and deviation.
  case consensus
  /// The loss of a mini-batch of users.
  case objective
  /// Split, candidates, masks, metrics and aggregation.
  case `protocol`
  /// Watches.
  case callback

  /// The folder below `plugins` where the kind lives.
  public var folder: String {
    switch self {
    case .curriculum: "curricula"
    case .schedule: "schedules"
    case .sampler: "samplers"
    case .consensus: "consensus"
    case .objective: "objectives"
    case .protocol: "protocols"
    case .callback: "callbacks"
    }
  }

  /// The kind with its article.
  public var noun: String { self == .objective ? "an objective" : "a \(rawValue)" }

  /// What plugins of this kind decide, in a line.
  public var decides: String {
    switch self {
    case .curriculum: "which stage each (teacher, user) pair is shown"
    case .schedule: "a number over time: a learning rate, a weight, a temperature"
    case .sampler: "how likely items are drawn for each user; the drawing itself is native"
    case .consensus: "importance as a function of rank and deviation"
    case .objective: "the loss of a mini-batch of users"
    case .protocol: "split, masks, metrics and aggregation"
    case .callback: "nothing: it watches"
    }
  }

  /// The hooks without which a plugin of this kind decides nothing.
  var requiredHooks: [String] { hookRows.filter(\.isRequired).map(\.name) }

  /// Every hook a plugin of this kind may define; a closed set.
  var hooks: [String] { hookRows.map(\.name) }

  /// Whether hooks of this kind read a parameter throughout a run, so that it may follow a schedule.
  ///
  /// Measuring stays the same throughout, a schedule is composed instead, and the distance of two
  /// ticks is read before the first.
  func readsOverTime(_ parameter: String) -> Bool {
    switch self {
    case .protocol, .schedule: false
    case .curriculum: parameter != "every"
    case .sampler, .consensus, .objective, .callback: true
    }
  }

  /// Fields that only plugins of this kind have.
  public var ownFields: [String] {
    switch self {
    case .objective: ["knowledge", "samplers"]
    case .sampler: ["replace", "refresh"]
    default: []
    }
  }
}
