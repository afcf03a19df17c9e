import LuaRuntime
import Trajectories

/// The student of a run in the hands of a hook.
final class LuaStudent {
  let view: any RunView

  init(of view: any RunView) { self.view = view }
}

/// `run.student`: the model being taught.
enum StudentWords {
  static var vocabulary: Vocabulary<LuaStudent> {
    Vocabulary(
      name: "student", summary: "the model being taught", words: comparisons)
  }

  private static var comparisons: [Word<LuaStudent>] {
    [
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
    ]
  }
}
