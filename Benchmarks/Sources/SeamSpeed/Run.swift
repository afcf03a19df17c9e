import Foundation
import Measuring
import Tensors

/// Measures the seam between Swift and Lua: single calls, hooks, the collector, and what policy written
/// in Lua costs a run. Runs that are compared take turns, so that only their ratios matter.
///
///     SeamSpeed [--rounds N] [--threads N] [calls | hooks | collector | objectives | curriculum …]
@main
struct Run {
  static func main() { orExplain(measure) }

  private static func measure() throws {
    let arguments = try Arguments(flags: ["--rounds", "--threads"])
    Parallel.threads = try arguments.number("--threads", or: 2)
    let rounds = try arguments.number("--rounds", or: 5)
    let parts: [(name: String, measure: () throws -> Void)] = [
      ("collector", benchmarkCollector), ("calls", benchmarkCalls),
      ("hooks", { try benchmarkHooks(rounds: rounds) }),
      ("objectives", { try benchmarkObjectives(rounds: rounds) }),
      ("curriculum", benchmarkCurriculum),
    ]
    for word in arguments.words where !parts.contains(where: { $0.name == word }) {
      throw Arguments.Mistake(
        "there is no part \(word): \(parts.map(\.name).joined(separator: ", "))")
    }
    for part in parts where arguments.words.isEmpty || arguments.words.contains(part.name) {
      try part.measure()
    }
  }
}
