import Distillation
import LuaRuntime
import Tensors

/// A mini-batch of users in the hands of an objective.
final class LuaBatch {
  let batch: UserBatch
  let view: any RunView
  let samplers: SamplerRack

  init(_ batch: UserBatch, _ view: any RunView, _ samplers: SamplerRack) {
    self.batch = batch
    self.view = view
    self.samplers = samplers
  }
}

extension UserBatch {
  /// The memory of its tables.
  var bytes: Int { 4 * (users.count + positives.count + targets.count) }
}

/// `batch`: the users of a step, what they are taught, and what is drawn for them.
enum BatchWords {
  private static let allowed = "loss of objectives"

  static var vocabulary: Vocabulary<LuaBatch> {
    Vocabulary(
      name: "batch", summary: "the users of a step, and what they are taught",
      bytes: { $0.batch.bytes },
      words: [
        Word(
          property: "users", "batch.users → index", "the distinct users, rising, [b]",
          allowed: allowed
        ) {
          LuaValue($0.batch.users)
        },
        Word(
          property: "positives", "batch.positives → index",
          "their ordered training items, at most positives_count, [b, p]", allowed: allowed
        ) { LuaValue($0.batch.positives) },
        Word(
          property: "targets", "batch.targets → index",
          "their target lists at the stages shown now, best first, [b, top]", allowed: allowed
        ) { .object(LuaIndices($0.batch.targets, firstTargetsOf: $0.batch)) },
        Word(
          "sample", "batch:sample(name, n) → index",
          "n items a user from one of the objective's samplers, the same all epoch, [b, n]",
          allowed: allowed
        ) { batch, a in
          let sampler = try batch.samplers.sampler(try a.string(1), a)
          let count = try a.positive(2, atMost: batch.view.items)
          return LuaValue(
            try sampler.draw(count, for: batch.batch.users.values, in: batch.view))
        },
        Word(
          "own_loss", "batch:own_loss() → tensor",
          "the student's own loss, such as BPR, summed over this step's share of the interactions",
          allowed: allowed
        ) { batch, _ in LuaValue(try batch.view.atHand().ownLoss(step: batch.view.step)) },
        Word(
          "interactions", "batch:interactions() → table",
          "this step's share of the interactions: users [n], and items [n, 1 + negatives], "
            + "the observed item first, then unobserved ones drawn for it", allowed: allowed
        ) { batch, a in
          let own = try batch.view.atHand().ownInteractions(step: batch.view.step)
          return .table(
            try a.state.table(["users": LuaValue(own.users), "items": LuaValue(own.items)]))
        },
      ])
  }
}
