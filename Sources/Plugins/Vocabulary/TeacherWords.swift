import Experiments
import LuaRuntime
import Recommenders
import Tensors

/// The teachers of a run in the hands of a hook.
final class LuaTeachers {
  let view: any RunView

  init(of view: any RunView) { self.view = view }
}

/// One teacher in the hands of a hook.
final class LuaTeacher {
  let knowledge: TeacherKnowledge
  let material: RunMaterial

  init(_ knowledge: TeacherKnowledge, among material: RunMaterial) {
    self.knowledge = knowledge
    self.material = material
  }
}

/// `run.teachers`: a list, for `#`, `[i]` and `ipairs`.
enum TeacherListWords {
  static var vocabulary: Vocabulary<LuaTeachers> {
    Vocabulary(
      name: "teachers", summary: "the teachers in the rows' order, as a list",
      bytes: { _ in 0 },
      words: [
        Word("names", "teachers:names() → list", "their names") { teachers, a in
          .table(try a.state.table(teachers.view.teachers.map { .string($0) }))
        },
        Word(.length, "#teachers → integer", "how many there are") {
          .integer(try $0.object(1, as: LuaTeachers.self).view.teachers.count)
        },
        Word(element: "teachers[i] → teacher or nil", "one of them") { teachers, i in
          let material = try teachers.view.atHand()
          guard i >= 1, i <= material.teachers.count else { return .nil }
          return .object(LuaTeacher(material.teachers[i - 1], among: material))
        },
      ])
  }
}

/// What scripts can ask a teacher, `run.teachers[1]`; nothing of it is tracked.
enum TeacherWords {
  static var vocabulary: Vocabulary<LuaTeacher> {
    Vocabulary(
      name: "teacher", summary: "one of run.teachers: its lists, scores and embeddings",
      bytes: { _ in 0 },
      words: facts + lists + models)
  }

  private static var facts: [Word<LuaTeacher>] {
    [
      Word(property: "name", "teacher.name → string", "its name") { .string($0.knowledge.name) },
      Word(property: "stages", "teacher.stages → integer", "how many stages were recorded") {
        .integer($0.knowledge.trajectory.stages)
      },
      Word(property: "depth", "teacher.depth → integer", "how many items its lists hold") {
        .integer($0.knowledge.trajectory.depth)
      },
      Word(property: "dim", "teacher.dim → integer", "width of its embeddings") {
        .integer(try $0.knowledge.embeddings().itemEmbeddings().shape[1])
      },
    ]
  }

  private static var lists: [Word<LuaTeacher>] {
    [
      Word(
        "lists", "teacher:lists([k], [stage]) → index",
        "every user's best items [users, k], at the last stage or at one counted from 0"
      ) { teacher, a in
        let (name, trajectory) = (teacher.knowledge.name, teacher.knowledge.trajectory)
        let k = try a.positive(1, or: trajectory.depth)
        let stage = try a.integer(2, or: trajectory.stages - 1)
        guard k <= trajectory.depth else {
          throw a.bad(1, "\(name)'s lists hold \(trajectory.depth) items, not \(k)")
        }
        guard (0..<trajectory.stages).contains(stage) else {
          throw a.bad(2, "\(name) has stages 0 to \(trajectory.stages - 1), not \(stage)")
        }
        return LuaValue(try trajectory.lists(stage: stage).columns(0..<k))
      }
    ]
  }

  private static var models: [Word<LuaTeacher>] {
    [
      Word(
        "top", "teacher:top(k, [mask]) → index",
        "every user's best unobserved items by its scores [users, k], of those in a mask [items]"
      ) { teacher, a in
        let allowed = a.has(2) ? try a.mask(2) : nil
        let train = teacher.material.train
        let k = try a.positive(1, atMost: train.itemCount)
        return LuaValue(
          try teacher.knowledge.model().best(k, among: allowed, excluding: train))
      },
      Word(
        "audience", "teacher:audience(items, k) → index",
        "the users by whom its embeddings score an item highest, without those who have it, [n, k]"
      ) { teacher, a in
        let (items, k) = (try a.ids(1), try a.positive(2))
        try TensorRoom.check([items.count, k], in: "audience")
        let found = min(k, teacher.material.train.userCount)
        let best = try teacher.knowledge.embeddings().best(
          found, for: items, excluding: teacher.material.audiences)
        let none = IndexTensor(repeating: -1, shape: [items.count, k - found])
        return LuaValue(try IndexTensor.joined([best, none]))
      },
      Word(
        "scores", "teacher:scores(users, [items]) → tensor",
        "its scores of each user's own items [b, k], or of all items; costly without embeddings"
      ) { teacher, a in
        let (model, users) = (try teacher.knowledge.model(), try a.users(1))
        if let model = model as? any EmbeddingModel, a.has(2) {
          let rows = try model.userEmbeddings(users).detached
          let items = try model.itemEmbeddings().detached
          return LuaValue(try Tensor.pairScores(users: rows, items: items, ids: try a.ids(2)))
        }
        let all = try model.scores(of: users.values)
        return LuaValue(a.has(2) ? try all.picked(try a.ids(2), axis: 1) : all)
      },
      Word("user_embeddings", "teacher:user_embeddings(users) → tensor", "one row a user") {
        teacher, a in
        LuaValue(try teacher.knowledge.embeddings().userEmbeddings(try a.users(1)).detached)
      },
      Word("item_embeddings", "teacher:item_embeddings([items]) → tensor", "one row an item") {
        teacher, a in
        let items = try teacher.knowledge.embeddings().itemEmbeddings().detached
        return LuaValue(a.has(1) ? try items.gatherRows(try a.ids(1)) : items)
      },
    ]
  }
}
