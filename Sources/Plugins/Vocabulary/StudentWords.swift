import Experiments
import Interactions
import LuaRuntime
import Recommenders
import Tensors
import Trajectories

/// The student of a run in the hands of a hook.
final class LuaStudent {
  let view: any RunView

  init(of view: any RunView) { self.view = view }

  var material: RunMaterial { get throws { try view.atHand() } }

  var model: any EmbeddingModel {
    get throws {
      if let student = try material.student { return student }
      throw LuaError("the student is not there yet; it is from setup on")
    }
  }
}

extension RunView {
  /// The run's material.
  /// - Throws: ``LuaError`` where there is none.
  func atHand() throws -> RunMaterial {
    if let material { return material }
    throw LuaError("data, teachers and student are not at hand here, only within a distillation")
  }
}

/// `run.student`: the model being taught.
enum StudentWords {
  static var vocabulary: Vocabulary<LuaStudent> {
    Vocabulary(
      name: "student", summary: "the model being taught", bytes: { _ in 0 },
      words: scores + embeddings + rankings + comparisons)
  }

  private static var scores: [Word<LuaStudent>] {
    [
      Word(
        "scores", "student:scores(users, [items]) → tensor",
        "scores of each user's own items [b, k], or of all items [b, items]; none scores 0"
      ) { student, a in
        let model = try student.model
        let users = try model.userEmbeddings(try a.users(1))
        let items = try model.itemEmbeddings()
        guard a.has(2) else { return LuaValue(try users.matmul(items, transposeOther: true)) }
        return LuaValue(try Tensor.pairScores(users: users, items: items, ids: try a.ids(2)))
      },
      Word(
        "mass", "student:mass(users, [excluding], [clip]) → tensor",
        "sum of exp(score), clipped to ± 40 by default, over unobserved items but those excluded, [b]"
      ) { student, a in LuaValue(try mass(student, a)) },
      Word(
        "log_mass", "student:log_mass(users, [excluding], [clip]) → tensor",
        "logarithm of student:mass, [b]"
      ) { student, a in LuaValue(try mass(student, a).floored(at: 1e-30).log()) },
    ]
  }

  private static func mass(
    _ student: LuaStudent, _ a: borrowing LuaArguments
  ) throws -> Tensor {
    let (model, train) = (try student.model, try student.material.train)
    let users = try a.users(1)
    let clip = try a.number(3, or: 40)
    guard clip >= 0 else { throw a.bad(3, "the clip is at least 0, not \(clip)") }
    return try Tensor.catalogueMass(
      users: model.userEmbeddings(users), items: model.itemEmbeddings(),
      excluding: try excluded(2, users, train, a), clamp: Float(clip))
  }

  /// Each user's training items and what else is excluded, in rising order; a batch has them ready.
  private static func excluded(
    _ position: Int, _ users: IndexTensor, _ train: InteractionMatrix, _ a: borrowing LuaArguments
  ) throws -> SparseRows {
    guard a.has(position) else {
      return IndexTensor(repeating: -1, shape: [users.count, 0]).withTraining(train, of: users)
    }
    let given = try a.object(position, as: LuaIndices.self)
    guard given.ids.shape.count == 2, given.ids.shape[0] == users.count else {
      throw a.bad(position, "one row of items for each of \(users.count) users is needed")
    }
    if let batch = given.batch, batch.users.values == users.values {
      return batch.exclusions(targets: given.ids.shape[1])
    }
    return given.ids.withTraining(train, of: users)
  }

  private static var embeddings: [Word<LuaStudent>] {
    [
      Word(property: "dim", "student.dim → integer", "width of the embeddings") {
        .integer(try $0.model.itemEmbeddings().shape[1])
      },
      Word(
        "user_embeddings", "student:user_embeddings(users) → tensor", "one row a user, [b, dim]"
      ) { student, a in LuaValue(try student.model.userEmbeddings(try a.users(1))) },
      Word(
        "item_embeddings", "student:item_embeddings([items]) → tensor", "one row an item, [n, dim]"
      ) { student, a in
        let items = try student.model.itemEmbeddings()
        return LuaValue(a.has(1) ? try items.gatherRows(try a.ids(1)) : items)
      },
    ]
  }

  private static var rankings: [Word<LuaStudent>] {
    [
      Word(
        "top", "student:top(k) → index",
        "every user's best unobserved items [users, k]; ranks everything anew after a step"
      ) { student, a in
        LuaValue(try student.view.top(try a.positive(1, atMost: student.view.items)))
      },
      Word(
        "rank_of", "student:rank_of(items, [users]) → tensor",
        "ranks among each user's unobserved items, 0 the best; one row for all, or for these users"
      ) { student, a in
        let items = try a.ids(1)
        let users =
          a.has(2) ? try a.users(2).values : (0..<Int32(student.view.users)).map { $0 }
        return LuaValue(
          try student.model.ranks(of: items, users: users, excluding: student.material.train))
      },
    ]
  }

  private static var comparisons: [Word<LuaStudent>] {
    [
      Word(
        "gap", "student:gap(stages, [k], [gain], [digits]) → tensor",
        "1 − NDCG@k against the lists that stages name, [teachers, users]: 0 is perfect, 1 is disjoint. "
          + "NDCG is the sum of (2^exp(−r / 10) − 1) / log2(p + 2) over the student's positions p < k "
          + "whose item is among the teacher's first k, divided by that sum for the teacher's own list; "
          + "positions and ranks count from 0. gain says what r is: \"teacher\" (unless told), the item's "
          + "rank in the teacher's list, or \"student\", the position p itself, as the published code has "
          + "it: order is then worth nothing. digits rounds NDCG to 1…9 decimals; 0 (unless told) keeps all"
      ) { student, a in
        let stages = try a.object(1, as: LuaStages.self).table
        let k = try a.integer(2, or: 50)
        guard k >= 1 else { throw a.bad(2, "k must be at least 1, not \(k)") }
        let name = try a.string(3, or: Discrepancy.Gain.teacher.rawValue)
        guard let gain = Discrepancy.Gain(rawValue: name) else {
          throw a.bad(3, "the gain is \"teacher\" or \"student\", not \"\(name)\"")
        }
        let digits = try a.integer(4, or: 0)
        guard (0...9).contains(digits) else { throw a.bad(4, "digits lie in 0…9, not \(digits)") }
        return LuaValue(
          try student.view.gap(
            against: stages, k: k, gain: gain, digits: digits == 0 ? nil : digits))
      }
    ]
  }
}

extension IndexTensor {
  /// Each row's ids and its user's training items, in rising order.
  fileprivate func withTraining(
    _ train: InteractionMatrix, of users: IndexTensor
  ) -> SparseRows {
    let width = shape[1]
    let lists = Parallel.map(users.count, grain: 64) { range in
      range.map { row in
        let own = (0..<width).map { self[row, $0] }.filter { $0 >= 0 }
        var all: [Int32] = []
        for id in (own + train[Int(users[row])]).sorted() where id != all.last { all.append(id) }
        return all
      }
    }.flatMap { $0 }
    return SparseRows(lists)
  }
}
