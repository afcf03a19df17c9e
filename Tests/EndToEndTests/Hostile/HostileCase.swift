import Testing

/// A plugin that means harm, and the end it must come to.
struct HostileCase: Sendable, CustomTestStringConvertible {
  /// Where the harm is done.
  enum Place: Sendable {
    /// In a hook of a curriculum, a callback …, with the hook's parameters.
    case hook(String, _ name: String, _ parameters: String)
    /// In place of the whole file of a curriculum.
    case file
  }

  /// What the run leaves behind.
  enum End: Int32, Sendable {
    /// The run finishes as if nothing had been tried.
    case finished = 0
    /// Refused before training; no run folder.
    case refused = 2
    /// Ended in the hook; the folder and its last checkpoint are kept.
    case stopped = 3
  }

  let title: String
  let place: Place
  let body: String
  let end: End
  /// What stderr must say.
  let says: [String]
  /// Whether the hook comes before the first checkpoint, or even before there is a folder.
  var isEarly = false
  /// The limit on one hook, in seconds.
  var patience = 0.5

  var testDescription: String { title }

  /// A curriculum's tick after epoch 2 and a checkpoint.
  static func tick(
    _ title: String, _ body: String, _ end: End = .stopped, patience: Double = 0.5,
    says: String...
  ) -> Self {
    HostileCase(
      title: title, place: .hook("curriculum", "on_tick", "self, run"), body: body, end: end,
      says: (end == .stopped ? ["curriculum \"evil\", on_tick, epoch 2", "evil.lua:"] : []) + says,
      patience: patience)
  }

  /// A tick that leaves behind what the next checkpoint cannot hold.
  static func state(_ title: String, _ body: String, says: String...) -> Self {
    HostileCase(
      title: title, place: .hook("curriculum", "on_tick", "self, run"), body: body, end: .stopped,
      says: ["curriculum \"evil\", self.state, epoch 2"] + says)
  }

  static func hook(
    _ kind: String, _ name: String, _ parameters: String, _ title: String, _ body: String,
    _ end: End = .stopped, early: Bool = false, says: String...
  ) -> Self {
    HostileCase(
      title: title, place: .hook(kind, name, parameters), body: body, end: end,
      says: (end == .stopped ? ["\(kind) \"evil\", \(name)"] : []) + says, isEarly: early)
  }

  static func file(_ title: String, _ text: String, says: String...) -> Self {
    HostileCase(title: title, place: .file, body: text, end: .refused, says: says)
  }

  static let all = loops + bombs + tampering + escapes + wrongAnswers + files
}

extension HostileCase {
  /// The hook's place in the table.
  var hookName: String { if case .hook(_, let name, _) = place { name } else { "loading" } }

  /// The folder below `plugins` where the file must lie.
  var folder: String {
    guard case .hook(let kind, _, _) = place else { return "curricula" }
    return [
      "curriculum": "curricula", "schedule": "schedules", "consensus": "consensus",
      "protocol": "protocols", "callback": "callbacks",
    ][kind] ?? kind
  }

  /// The plugin's file.
  var source: String {
    guard case .hook(let kind, let name, let parameters) = place else { return body }
    let others = [
      "curriculum": name == "on_tick" ? "" : "on_tick = function() end,",
      "protocol": name == "split"
        ? "measure = function() end," : "split = function() return 'www23' end,",
    ]
    return """
      local hc = require "hetcomp"
      return hc.\(kind) { api = 1, name = "evil", \(others[kind] ?? "")
        \(name) = function(\(parameters))
          \(body)
        end }
      """
  }

  /// A run of a few epochs whose one odd part is the plugin.
  var config: String {
    let value = [
      "curricula": "e.distill.curriculum = 'evil'", "consensus": "e.distill.consensus = 'evil'",
      "schedules": "e.train.optimizer = { 'adam', lr = 'evil' }",
      "protocols": "e.evaluate.protocol = 'evil'", "callbacks": "e.callbacks = { 'evil' }",
    ][folder]
    return """
      local hc = require "hetcomp"
      local e = {
        name = "hostile", train = { epochs = 6 }, student = { "mf", dim = 4 }, baselines = {},
        data = { "synthetic", users = 40, items = 60, groups = 4, per_user = 12, split = "www23" },
        teachers = { { "mf", dim = 8, epochs = 4, every = 1 }, stages = 2 },
        distill = { top = 20, curriculum = { "hetcomp", every = 2 } },
        evaluate = { every = 1, monitor = "valid.recall@50" },
      }
      \(value ?? "")
      e.evaluate.every = 2
      return hc.experiment(e)
      """
  }
}
