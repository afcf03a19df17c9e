import Foundation
import Measuring

/// What callbacks cost a run whose steps are as short as they get: a tiny world, its students trained
/// by BPR.
func benchmarkHooks(rounds: Int) throws {
  let kinds = [
    ("no callback", ""),
    ("a callback without on_step_end", "on_run_end = function() end"),
    ("an empty on_step_end", "on_step_end = function() end"),
    (
      "on_step_end that reads the epoch",
      "on_step_end = function(self, run) local _ = run.epoch end"
    ),
  ]
  var epochs = [[Cost]](repeating: [], count: kinds.count)
  for _ in 0..<rounds {
    for (place, kind) in kinds.enumerated() {
      epochs[place] += try ShortRun(config(callback: kind.1)).epochs
    }
  }
  print("an epoch of 235 steps")
  let without = epochs[0].median
  for ((name, _), costs) in zip(kinds, epochs) {
    let more = costs.median.processor - without.processor
    print(
      "  \(name)".padded(36), (costs.median.processor * 1e3).text(2, 8), "ms of processors,",
      (more * 1e9 / 235).text(0, 6), "ns a step more")
  }
}

/// The path of a config with a callback that has one hook.
private func config(callback hook: String) throws -> String {
  let callbacks =
    hook.isEmpty ? "" : "hc.callback { api = 1, name = \"trial\", summary = \"Trial.\", \(hook) }"
  let text = """
    local hc = require "hetcomp"
    return hc.experiment {
      name = "hooks", seed = 0,
      data = { "synthetic", users = 600, items = 900, groups = 12, per_user = 25, seed = 0 },
      student = { "mf", dim = 4 }, distill = { objective = "bpr" },
      train = { epochs = 40, batch = 40 },
      evaluate = { protocol = "www23", every = 1000, monitor = "valid.recall@50" },
      baselines = {}, callbacks = { \(callbacks) },
    }
    """
  let path = NSTemporaryDirectory() + "hetcomp-hooks-\(hook.utf8.count).lua"
  try text.write(toFile: path, atomically: true, encoding: .utf8)
  return path
}
