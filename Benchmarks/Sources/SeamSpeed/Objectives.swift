import Measuring

private let citeulike = "\(projectRoot)/configs/citeulike-outside.lua"
private let short = ["student.dim=20", "baselines={}", "evaluate.every=1000"]

/// HetComp's overall loss as the native objective has it and as a plugin writes it, on CiteULike with
/// outside teachers.
func benchmarkObjectives(rounds: Int) throws {
  var (native, plugin) = ([Cost](), [Cost]())
  let still = short + ["train.epochs=5", "distill.curriculum=fixed"]
  for _ in 0..<rounds {
    native += try ShortRun(citeulike, still).epochs
    plugin += try ShortRun(citeulike, still + ["distill.objective=hetcomp-overall-only"]).epochs
  }
  print("an epoch of the overall loss on CiteULike, 20 dimensions")
  for (name, costs) in [("native", native), ("in Lua", plugin)] {
    print(
      "  \(name)".padded(36), (costs.median.wall * 1e3).text(0, 6), "ms,",
      (costs.median.processor * 1e3).text(0, 6), "ms of processors")
  }
  print(
    "  in Lua / native".padded(36), (plugin.median.wall / native.median.wall).text(3, 6), "   ",
    (plugin.median.processor / native.median.processor).text(3, 6))
}

/// The share of HetComp's curriculum in a run: its ticks, with what they ask of Swift.
func benchmarkCurriculum() throws {
  let run = try ShortRun(citeulike, short + ["train.epochs=21", "evaluate.every=10"])
  let ticks = run.ticks.map(\.processor)
  print(
    "HetComp's curriculum over 21 epochs of CiteULike: \(ticks.count) ticks of",
    (ticks.median * 1e3).text(1, 0), "ms,",
    (100 * ticks.reduce(0, +) / run.whole.processor).text(2, 0), "% of the run's processor time")
}
