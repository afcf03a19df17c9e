import Distillation
import Experiments
import LuaRuntime
import Tensors
import Trajectories

/// The ready-made tiny world in the hands of a spec.
final class SpecWorld {
  let rehearsal: Rehearsal

  init(_ rehearsal: Rehearsal) { self.rehearsal = rehearsal }

  /// A world of the sizes that a spec's table names.
  convenience init(_ options: ConfigTable) throws {
    let known = ["users", "items", "teachers", "stages", "epochs", "seed"]
    if let odd = options.sortedKeys.first(where: { !known.contains($0) }) {
      throw LuaError("spec.world has no \"\(odd)\"; \(suggestion(for: odd, among: known))")
    }
    func size(_ name: String, _ standard: Int, _ bounds: ClosedRange<Int>) throws -> Int {
      guard let value = options.keys[name] else { return standard }
      guard case .integer(let number) = value, bounds.contains(number) else {
        throw LuaError("spec.world: \(name) is a whole number in \(bounds), not \(value.shown)")
      }
      return number
    }
    let names = ["first", "second", "third", "fourth", "fifth", "sixth"]
    self.init(
      try Rehearsal(
        users: size("users", 40, 4...400), items: size("items", 60, 30...400),
        teachers: Array(names.prefix(size("teachers", 2, 1...6))),
        stages: size("stages", 3, 1...16), epochs: size("epochs", 100, 1...100_000),
        seed: UInt64(size("seed", 0, 0...1_000_000))))
  }

  /// The memory of the student's tables and the teachers' lists.
  var bytes: Int {
    let (users, items) = (rehearsal.run.users, rehearsal.run.items)
    let listed = rehearsal.trajectories.reduce(0) { $0 + $1.stages * $1.depth }
    return 4 * (users * (items + listed) + items * items)
  }
}

/// The words of the tiny world.
enum SpecWorldWords {
  /// `world`: a run that stands still, and the levers to turn it.
  static var vocabulary: Vocabulary<SpecWorld> {
    Vocabulary(
      name: "world", summary: "spec.world(): a tiny run that stands still, and its levers",
      bytes: { $0.bytes },
      words: [
        Word(property: "run", "world.run → run", "what hooks are given", allowed: "specs") {
          .object(LuaRun($0.rehearsal.run))
        }
      ] + levers + readings)
  }

  private static var levers: [Word<SpecWorld>] {
    [
      Word("epoch", "world:epoch(number)", "the epoch that hooks see from now on", allowed: "specs")
      { world, a in
        let (epoch, known) = (try a.integer(1), 0...1_000_000)
        guard known.contains(epoch) else { throw a.bad(1, "epochs lie in \(known), not \(epoch)") }
        world.rehearsal.turn(to: epoch)
        return .nil
      },
      Word("enter", "world:enter(phase)", "the phase that hooks see from now on", allowed: "specs")
      { world, a in
        let name = try a.string(1)
        guard let phase = Phase(rawValue: name) else {
          let known = Phase.allCases.map(\.rawValue)
          throw a.bad(1, "\"\(name)\" is no phase; \(suggestion(for: name, among: known))")
        }
        world.rehearsal.enter(phase)
        return .nil
      },
      Word(
        "imitate", "world:imitate(teacher, stage)",
        "makes the student rank as a teacher, from 1, does at a stage, from 0", allowed: "specs"
      ) { world, a in
        let run = world.rehearsal.run
        let (teacher, stage) = (try a.integer(1), try a.integer(2))
        guard (1...run.teachers.count).contains(teacher) else {
          throw a.bad(1, "teachers are 1 to \(run.teachers.count)")
        }
        let last = run.stages.lastStages[teacher - 1]
        guard (0...last).contains(stage) else { throw a.bad(2, "stages are 0 to \(last)") }
        try world.rehearsal.imitate(teacher: teacher - 1, stage: stage)
        return .nil
      },
      Word(
        "score", "world:score(tensor)", "sets the student's scores, [users, items]",
        allowed: "specs"
      ) {
        world, a in
        try world.rehearsal.score(try a.object(1, as: LuaTensor.self).tensor)
        return .nil
      },
      Word(
        "measured", "world:measured(table)", "what the latest evaluation measured", allowed: "specs"
      ) {
        world, a in
        let pairs = try a.table(1).pairs()
        world.rehearsal.publish(
          try pairs.map { key, value in
            guard let name = key.asString, let number = value.asNumber else {
              throw a.bad(1, "a table of named numbers is needed")
            }
            return Metric(name, number)
          })
        return .nil
      },
      Word("loss", "world:loss(number)", "the loss of the last epoch", allowed: "specs") {
        world, a in
        world.rehearsal.publish(loss: try a.number(1))
        return .nil
      },
    ]
  }

  private static var readings: [Word<SpecWorld>] {
    [
      Word(
        "view", "world:view([depth]) → view", "what a protocol is given to measure",
        allowed: "specs"
      ) {
        world, a in
        let depth = try a.positive(1, or: 50)
        let view = try world.rehearsal.view(depth: min(depth, world.rehearsal.run.items))
        return .object(LuaView(view, depth: depth))
      },
      Word(
        "asked", "world:asked() → phase or nil", "the phase that a hook asked for", allowed: "specs"
      ) { world, _ in
        world.rehearsal.requestedPhase.map { .string($0.rawValue) } ?? .nil
      },
      Word(
        "written", "world:written(name) → string or nil",
        "what a hook left by run:write; empty for a saved student", allowed: "specs"
      ) { world, a in
        world.rehearsal.written[try a.string(1)].map { .string($0) } ?? .nil
      },
      Word("lines", "world:lines() → list", "what hooks kept by run:log", allowed: "specs") {
        world, a in
        .table(try a.state.table(world.rehearsal.lines.map { .string($0) }))
      },
    ]
  }
}
