import Distillation
import LuaRuntime
import Tensors
import Trajectories

/// A run in the hands of a hook.
final class LuaRun {
  let view: any RunView

  init(_ view: any RunView) { self.view = view }
}

/// The student of a run in the hands of a hook.
final class LuaStudent {
  let view: any RunView

  init(of view: any RunView) { self.view = view }
}

extension LuaClass where T == LuaRun {
  /// `run`: what a hook sees.
  static func runs() -> LuaClass<LuaRun> {
    let type = LuaClass<LuaRun>("run")
    type.property("epoch") { .integer($0.view.epoch) }
    type.property("epochs") { .integer($0.view.epochs) }
    type.property("name") { .string($0.view.name) }
    type.property("seed") { .integer(Int(truncatingIfNeeded: $0.view.seed)) }
    type.property("users") { .integer($0.view.users) }
    type.property("items") { .integer($0.view.items) }
    type.property("stages") { .object(LuaStages(of: $0.view)) }
    type.property("student") { .object(LuaStudent(of: $0.view)) }
    type.property("loss") { $0.view.loss.map { .number($0) } ?? .nil }
    type.property("failure") { $0.view.failure.map { .string($0) } ?? .nil }
    type.learn(words)
    type.on(.text) { arguments in
      let view = try arguments.object(1, as: LuaRun.self).view
      return .string("run \(view.name), epoch \(view.epoch)")
    }
    return type
  }

  private static var words: [Word<LuaRun>] {
    [
      Word("phase", "run:phase([name]) → name", "the phase; with a name, asks for it") { run, a in
        if a.has(1) {
          let name = try a.string(1)
          guard let phase = Phase(rawValue: name) else {
            let known = Phase.allCases.map(\.rawValue)
            throw a.bad(1, "\"\(name)\" is no phase; \(suggestion(for: name, among: known))")
          }
          run.view.requestPhase(phase)
        }
        return .string(run.view.phase.rawValue)
      },
      Word("teachers", "run:teachers() → list", "the teachers' names, in the rows' order") {
        run, a in
        .table(try a.state.table(run.view.teachers.map { .string($0) }))
      },
      Word("metrics", "run:metrics() → table", "the latest evaluation by metric") { run, a in
        let table = try a.state.table()
        for metric in run.view.metrics { try table.set(metric.name, .number(metric.value)) }
        return .table(table)
      },
      Word("log", "run:log(…)", "keeps a line in the run's log") { run, a in
        let texts = try a.values().map { try a.state.text($0) }
        run.view.log(texts.joined(separator: "\t"))
        return .nil
      },
    ]
  }
}

extension LuaClass where T == LuaStudent {
  /// `run.student`: the model being taught.
  static func students() -> LuaClass<LuaStudent> {
    let type = LuaClass<LuaStudent>("student")
    type.learn([
      Word(
        "gap", "student:gap(stages, [k], [gain], [digits]) → tensor",
        "discrepancy D@k from the lists that stages name, [teachers, users], in 0…1"
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
    ])
    return type
  }
}
