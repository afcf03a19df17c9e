import LuaRuntime
import Tensors
import Trajectories

/// A table of stages in the hands of a script: the run's own, or a snapshot of it.
final class LuaStages {
  private let snapshot: StageTable?
  private let run: (any RunView)?

  /// The run's own table, which can be advanced.
  init(of run: any RunView) { (snapshot, self.run) = (nil, run) }

  /// A table that belongs to nobody.
  init(_ snapshot: StageTable) { (self.snapshot, run) = (snapshot, nil) }

  /// The stages as they are now.
  var table: StageTable { run?.stages ?? snapshot ?? StageTable(users: 0, lastStages: []) }

  /// The memory of a snapshot.
  var bytes: Int { snapshot.map { $0.teachers * $0.users + 64 } ?? 0 }

  /// Moves pairs on in the run itself.
  func advance(_ ready: Mask) throws {
    guard let run else { throw LuaError("only run.stages can advance; this is a copy of it") }
    try run.stages.advance(ready)
  }
}

/// `stages`: which checkpoint of which teacher each user is shown.
enum StageWords {
  static var vocabulary: Vocabulary<LuaStages> {
    Vocabulary(
      name: "stages", summary: "which checkpoint of which teacher each user is shown",
      bytes: { $0.bytes },
      words: properties + methods)
  }

  private static var properties: [Word<LuaStages>] {
    [
      Word(property: "last", "stages.last → integer", "the greatest last stage, counted from 0") {
        .integer($0.table.lastStages.max() ?? 0)
      },
      Word(property: "teachers", "stages.teachers → integer", "how many teachers there are") {
        .integer($0.table.teachers)
      },
      Word(property: "users", "stages.users → integer", "how many users there are") {
        .integer($0.table.users)
      },
    ]
  }

  private static var methods: [Word<LuaStages>] {
    [
      Word("next", "stages:next() → stages", "every pair one on; the last stage stays") { s, _ in
        .object(LuaStages(s.table.next()))
      },
      Word("open", "stages:open() → mask", "true where a pair is not at its last stage") { s, _ in
        LuaValue(try s.table.open())
      },
      Word("advance", "stages:advance(mask)", "moves open pairs of a mask one stage on") { s, a in
        try s.advance(try a.mask(1))
        return .nil
      },
      Word("tensor", "stages:tensor() → tensor", "the stages, [teachers, users]") { s, _ in
        let indices = s.table.indices
        return LuaValue(try Tensor(indices.values.map { Float($0) }, shape: indices.shape))
      },
      Word("mean", "stages:mean() → list", "each teacher's mean stage over the users") { s, a in
        .table(try a.state.table(s.table.meanStages.map { .number($0) }))
      },
      Word("done", "stages:done() → number", "share of pairs at their last stage, 0…1") { s, _ in
        .number(s.table.fractionAtLast)
      },
      Word("each", "stages:each(f)", "calls f(teacher, user, stage), both counted from 1") { s, a in
        let (table, visit) = (s.table, try a.function(1))
        for teacher in 0..<table.teachers {
          for user in 0..<table.users {
            let stage = table[teacher, user]
            _ = try visit(.integer(teacher + 1), .integer(user + 1), .integer(stage))
          }
        }
        return .nil
      },
      Word(.text, "tostring(stages) → string", "each teacher's mean stage") { a in
        let table = try a.object(1, as: LuaStages.self).table
        let means = table.meanStages.map { "\(($0 * 100).rounded() / 100)" }
        return .string("stages, means \(means.joined(separator: " "))")
      },
    ]
  }
}
