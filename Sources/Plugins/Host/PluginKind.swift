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
  var noun: String { self == .objective ? "an objective" : "a \(rawValue)" }

  /// The hooks without which a plugin of this kind decides nothing.
  var requiredHooks: [String] {
    switch self {
    case .curriculum: ["on_tick"]
    case .schedule: ["value"]
    case .sampler: ["weights"]
    case .consensus: ["importance"]
    case .objective: ["loss"]
    case .protocol: ["split", "measure"]
    case .callback: []
    }
  }

  /// Every hook a plugin of this kind may define; a closed set.
  var hooks: [String] {
    let own = self == .callback ? Hook.allCases.map(\.rawValue) : requiredHooks
    return own + ["setup", "describe"]
  }

  /// Fields that only plugins of this kind have.
  var ownFields: [String] { self == .objective ? ["knowledge"] : [] }
}
