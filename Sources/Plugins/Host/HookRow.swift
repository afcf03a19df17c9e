import Experiments

/// A hook that a plugin may define, with what the reference says of it.
public struct HookRow: Sendable, Equatable {
  /// Its name.
  public let name: String
  /// How it is written, with what it returns.
  public let signature: String
  /// One line of help.
  public let help: String
  /// Whether a plugin without it decides nothing.
  public let isRequired: Bool
  /// Whether it is given the run last; the others answer alike whenever they are asked.
  var seesRun: Bool { signature.contains(", run)") }

  init(_ name: String, _ signature: String, _ help: String, required: Bool = false) {
    self.name = name
    self.signature = signature
    self.help = help
    isRequired = required
  }
}

extension PluginKind {
  /// Every hook of this kind, those it must define first.
  public var hookRows: [HookRow] {
    own + [
      HookRow(
        "setup", "setup(self, run)", "before the first epoch of a training; self.state is empty"),
      HookRow(
        "describe", "describe(self) → string",
        "what it does with these parameters, after setup; the run's log keeps it"),
    ]
  }

  private var own: [HookRow] {
    switch self {
    case .curriculum:
      [
        HookRow(
          "on_tick", "on_tick(self, run) → verb or nothing",
          "every few epochs, with the student's rankings fresh",
          required: true)
      ]
    case .schedule:
      [
        HookRow(
          "value", "value(self, t, run) → number",
          "the number at t, the elapsed share of the run: 0 in the first epoch, 1 in the last; asked for "
            + "once an epoch", required: true)
      ]
    case .sampler:
      [
        HookRow(
          "weights", "weights(self, run) → weights, [excluded], or candidates, [weights]",
          "how likely items are drawn: [items] for all, or each user's candidates [users, k]",
          required: true)
      ]
    case .consensus:
      [
        HookRow(
          "importance", "importance(self, rank, deviation) → tensor",
          "what the places of whole tables are worth; rank 0 is the best", required: true),
        HookRow(
          "weight", "weight(self, teacher) → number",
          "what the importances of a teacher, by its name, are multiplied by"),
      ]
    case .objective:
      [
        HookRow(
          "loss", "loss(self, batch, run) → tensor",
          "the loss of a mini-batch: one number that depends on the student", required: true)
      ]
    case .protocol:
      [
        HookRow(
          "split", "split(self, interactions) → recipe, [parameters], or parts",
          "the recipe that cuts the data, or the parts: { train = mask, valid = mask, test = mask }, "
            + "or an index of 1, 2, 3 for them and 0 for none", required: true),
        HookRow(
          "measure", "measure(self, view) → table, …", "named numbers of a model's rankings",
          required: true),
      ]
    case .callback:
      Hook.allCases.map { hook in
        HookRow(
          hook.rawValue, "\(hook.rawValue)(self, run)\(hook.isHeard ? " → verb or nothing" : "")",
          hook.moment)
      }
    }
  }
}

extension Hook {
  /// When callbacks are called, in a line.
  fileprivate var moment: String {
    switch self {
    case .runStart: "before the first epoch"
    case .epochStart: "before the first step of an epoch"
    case .stepEnd: "after each optimiser step"
    case .epochEnd: "after the last step of an epoch, before evaluation and tick"
    case .tick: "after the curriculum has acted"
    case .evaluate: "after an evaluation; run:metrics() is fresh"
    case .phase: "after the objective changed its phase"
    case .checkpoint: "after a checkpoint was written"
    case .runEnd: "after the last epoch"
    case .error: "when the run is about to fail; run.failure says why"
    }
  }
}
