import ArgumentParser
import Experiments
import Foundation
import Plugins

/// `hetcomp sweep CONFIG… [key=values …]`
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a config for every combination of values, one after another.",
    discussion: """
      `hetcomp sweep configs/citeulike.lua distill.curriculum=hetcomp,final-only seed=0..4` makes ten \
      runs. What has been run is skipped, so a sweep that was stopped goes on where it was; what was \
      run with another config or another plugin source is refused. All configs and plugins are \
      checked before the first run. `hetcomp sweep --all --study DIR` only shows what a study holds.
      """)

  @Argument(help: "Configs, and axes: key=value,value or key=first..last.")
  var arguments: [String] = []

  @Option(help: "Folder for the records of the runs (default: study in the folder of runs).")
  var study: String?

  @Flag(help: "Run anew what was run with another config or another plugin source.")
  var again = false

  @Flag(help: "Show every record of the study, not only this sweep's.")
  var all = false

  @Flag(help: "Print the table as Markdown.")
  var markdown = false

  @OptionGroup var options: ConfigOptions

  @OptionGroup var check: CheckOptions

  func run() throws {
    let study = Study(study ?? "\(options.folders.runs)/study")
    let runs = try plan()
    let stock = try StudyStock(study, runs, again: again)
    if let first = stock.unchecked.first {
      let count = Self.count(stock.unchecked.count, "record")
      Terminal.note("warning: \(count) without a fingerprint, taken unchecked, such as \(first)")
    }
    for (number, (run, isDue)) in zip(1..., zip(runs, stock.isDue)) {
      say("run \(number) of \(runs.count): \(run.title)\(isDue ? "" : " is there already")")
      if isDue { try make(run, study) }
    }
    let records = try all ? study.records() : runs.compactMap { try study.record(of: $0) }
    guard !records.isEmpty else {
      throw ExperimentError.input("\(study.path) holds no records; fill it by a sweep.")
    }
    show(ResultTable.tables(of: records))
    guard !runs.isEmpty else { return }
    let there = stock.isDue.count { !$0 }
    say(
      "\(Self.count(runs.count, "run")), \(there) of them were there; the study lies in "
        + study.path)
  }

  /// Loads and checks every run that was asked for.
  private func plan() throws -> [StudyRun] {
    let configs = arguments.filter { !$0.contains("=") }
    let axes = try SweepPlan(axes: arguments.filter { $0.contains("=") })
    guard !configs.isEmpty || all && arguments.isEmpty else {
      throw ExperimentError.input("Name a config to sweep, such as configs/citeulike.lua.")
    }
    return try configs.flatMap { path in
      let config = try Project.config(path)
      return try axes.combinations.map { overrides in
        let loaded = try options.load(config, overrides, checking: !check.skipsCheck)
        return StudyRun(path: path, overrides: overrides, fingerprint: try loaded.fingerprint())
      }
    }
  }

  private func make(_ run: StudyRun, _ study: Study) throws {
    let recipe = Recipe(
      config: try Project.config(run.path), overrides: run.overrides, plugins: options.plugins)
    let loaded = try options.load(recipe.config, recipe.overrides)
    if let difference = try loaded.fingerprint().difference(from: run.fingerprint) {
      throw ExperimentError.input(
        "\(run.title) has \(difference) than when the sweep began: begin the sweep again.")
    }
    installStopSignals(loaded.library.interrupter)
    let finished = try Experiment(
      loaded.specification, sources: recipe.sources(of: loaded), folders: options.folders,
      options: options.options(),
      progress: TerminalProgress(Terminal.current(), quiet: options.quiet),
      interruption: stopRequest
    ).run()
    let words = ["./hetcomp", "run", run.path] + run.overrides
    try study.keep(
      finished, as: run, command: words.map(Project.quoted).joined(separator: " "),
      commit: Release.commit, monitor: loaded.specification.evaluation.monitor)
  }

  private func show(_ tables: [ResultTable]) {
    let terminal = Terminal.current()
    let texts = tables.map { table in
      markdown
        ? table.markdown
        : table.textNumberingRows(width: terminal.width, color: terminal.colours)
    }
    Terminal.result(texts.joined(separator: "\n\n"))
  }

  private func say(_ line: String) { if !options.quiet { Terminal.note(line) } }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
