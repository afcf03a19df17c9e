import ArgumentParser
import Experiments
import Foundation
import Plugins

/// `hetcomp sweep CONFIG… [key=values …]`
struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a config for every combination of values, one after another.",
    discussion: """
      `hetcomp sweep configs/citeulike.lua student.dim=6,20 seed=0..4` makes ten \
      runs. What has been run is skipped, so a sweep that was stopped goes on where it was; what was \
      run with another config or another plugin source is refused. All configs and plugins are \
      checked before the first run. To use more cores start the same sweep several times, each with \
      --threads of its own: every run is made by one of them. `hetcomp sweep --all --study DIR` only shows what a study holds.
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

  @OptionGroup var places: FolderOptions

  @OptionGroup var options: ConfigOptions

  @OptionGroup var check: CheckOptions

  func run() throws {
    let study = Study(study ?? "\(places.folders.runs)/study")
    let runs = try plan()
    let stock = try StudyStock(study, runs, again: again)
    if let first = stock.unchecked.first {
      let count = Self.count(stock.unchecked.count, "record")
      Terminal.note("warning: \(count) without a fingerprint, taken unchecked, such as \(first)")
    }
    for (number, (run, isDue)) in zip(1..., zip(runs, stock.isDue)) {
      let title = "run \(number) of \(runs.count): \(run.title)"
      if isDue { try make(run, study, title) } else { say("\(title) is there already") }
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
      try axes.combinations.map { overrides in
        let recipe = try recipe(path, overrides)
        let loaded = try options.load(
          recipe.config, recipe.overrides, checking: !check.skipsCheck)
        return StudyRun(path: path, overrides: overrides, fingerprint: loaded.fingerprint)
      }
    }
  }

  /// Makes a run, unless another process makes it now or has made it meanwhile.
  private func make(_ run: StudyRun, _ study: Study, _ title: String) throws {
    guard let lock = try study.lock(run) else {
      return say("\(title) is being made by another process")
    }
    try withExtendedLifetime(lock) {
      if try study.record(of: run)?.fingerprint == run.fingerprint {
        return say("\(title) is there already")
      }
      say(title)
      try make(run, study)
    }
  }

  private func make(_ run: StudyRun, _ study: Study) throws {
    let work: Work
    if let begun = begun(run, study) { work = begun } else { work = try started(run) }
    let loaded = work.loaded
    defer { loaded.library.close() }
    installStopSignals(loaded.library.interrupter)
    var settings = options.options(resume: work.folder)
    settings.opened = { try study.begin(run, in: $0) }
    let experiment = Experiment(
      loaded.specification, sources: work.recipe.sources(of: loaded), folders: places.folders,
      options: settings, progress: TerminalProgress(Terminal.current(), quiet: options.quiet),
      interruption: stopRequest)
    let finished: FinishedRun
    do { finished = try experiment.run() } catch {
      if case .interrupted = error { throw ExperimentError.interrupted(run: nil) }
      throw error
    }
    let words = ["./hetcomp", "run", run.path] + run.overrides
    try study.keep(
      finished, as: run, command: words.map(Project.quoted).joined(separator: " "),
      commit: Release.commit, monitor: loaded.specification.evaluation.monitor)
  }

  private func recipe(_ path: String, _ overrides: [String]) throws -> Recipe {
    try Recipe(
      config: Project.config(path), overrides: overrides, plugins: options.plugins)
  }

  /// What is needed to make a run, or to go on with it in a folder.
  private struct Work {
    let recipe: Recipe
    let loaded: LoadedExperiment
    var folder: String?
  }

  /// What a run that was begun and not ended goes on with, unless something else is asked for now.
  private func begun(_ run: StudyRun, _ study: Study) -> Work? {
    guard let folder = study.begun(run), let recipe = try? Recipe(resuming: folder),
      let loaded = try? options.load(recipe.config, recipe.overrides, plugins: recipe.plugins),
      loaded.fingerprint == run.fingerprint
    else { return nil }
    return Work(recipe: recipe, loaded: loaded, folder: folder)
  }

  /// What a new run starts with, which must be what the sweep began with.
  private func started(_ run: StudyRun) throws -> Work {
    let recipe = try recipe(run.path, run.overrides)
    let loaded = try options.load(recipe.config, recipe.overrides)
    if let difference = loaded.fingerprint.difference(from: run.fingerprint) {
      throw ExperimentError.input(
        "\(run.title) has \(difference) than when the sweep began: begin the sweep again.")
    }
    return Work(recipe: recipe, loaded: loaded)
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
