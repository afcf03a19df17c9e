import Distillation
import Experiments
import LuaRuntime

/// A run in the hands of a hook.
final class LuaRun {
  let view: any RunView
  /// The plugin whose hook sees it; nil for a spec's own.
  let plugin: String?

  init(_ view: any RunView, of plugin: String? = nil) {
    self.view = view
    self.plugin = plugin
  }
}

/// `run`: what a hook sees.
enum RunWords {
  static var vocabulary: Vocabulary<LuaRun> {
    Vocabulary(
      name: "run", summary: "the run as a hook sees it: where it stands, and the levers to pull",
      bytes: { _ in 0 }, words: properties + methods)
  }

  private static var properties: [Word<LuaRun>] {
    [
      Word(property: "epoch", "run.epoch → integer", "the present epoch, counted from 0") {
        .integer($0.view.epoch)
      },
      Word(property: "epochs", "run.epochs → integer", "the epoch budget") {
        .integer($0.view.epochs)
      },
      Word(
        property: "t", "run.t → number",
        "the elapsed share of the budget: 0 in the first epoch, 1 in the last"
      ) {
        .number(elapsedShare(epoch: $0.view.epoch, of: $0.view.epochs))
      },
      Word(property: "name", "run.name → string", "the experiment's name") {
        .string($0.view.name)
      },
      Word(property: "seed", "run.seed → integer", "the student's seed") {
        .integer(Int(truncatingIfNeeded: $0.view.seed))
      },
      Word(property: "users", "run.users → integer", "how many users there are") {
        .integer($0.view.users)
      },
      Word(property: "items", "run.items → integer", "how many items there are") {
        .integer($0.view.items)
      },
      Word(property: "stages", "run.stages → stages", "the stage each user is shown") {
        .object(LuaStages(of: $0.view))
      },
      Word(property: "student", "run.student → student", "the model being taught") {
        .object(LuaStudent(of: $0.view))
      },
      Word(property: "teachers", "run.teachers → teachers", "the teachers, in the rows' order") {
        .object(LuaTeachers(of: $0.view))
      },
      Word(property: "data", "run.data → data", "the training interactions") {
        .object(LuaData(try $0.view.atHand()))
      },
      Word(property: "loss", "run.loss → number or nil", "the mean loss of the last epoch") {
        $0.view.loss.map { .number($0) } ?? .nil
      },
      Word(
        property: "failure", "run.failure → string or nil", "the error that ends the run",
        allowed: "on_error"
      ) { $0.view.failure.map { .string($0) } ?? .nil },
    ]
  }

  private static var methods: [Word<LuaRun>] {
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
      Word(
        "targets", "run:targets() → index",
        "every user's target list at the stages shown now, best first, [users, top]",
        allowed: "objectives and samplers"
      ) { run, _ in
        guard let targets = try run.view.atHand().targets else {
          throw LuaError("targets are known once an epoch of a distillation has begun")
        }
        return LuaValue(targets.lists)
      },
      Word("metrics", "run:metrics() → table", "the latest evaluation by metric") { run, a in
        let table = try a.state.table()
        for metric in run.view.metrics { try table.set(metric.name, .number(metric.value)) }
        return .table(table)
      },
      Word("log", "run:log(…)", "keeps a line in the run's log") { run, a in
        let picture = try ValuePicture(a.state)
        let line = try a.values().map(picture.line).joined(separator: "\t")
        run.view.log(line, by: run.plugin ?? "spec")
        return .nil
      },
      Word(
        "write", "run:write(name, text)",
        "leaves a file in the run's folder, under written/; an older one of the name is replaced"
      ) { run, a in
        try run.view.write(try a.string(2), to: try a.string(1))
        return .nil
      },
      Word(
        "save_student", "run:save_student(name)",
        "leaves the student as it is now, NAME.safetensors, under written/"
      ) { run, a in
        try run.view.saveStudent(as: try a.string(1) + ".safetensors")
        return .nil
      },
      Word(.text, "tostring(run) → string", "name and epoch") { a in
        let view = try a.object(1, as: LuaRun.self).view
        return .string("run \(view.name), epoch \(view.epoch)")
      },
    ]
  }
}
