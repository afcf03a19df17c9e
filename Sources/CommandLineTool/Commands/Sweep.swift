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
      runs. What has been run is skipped, so a sweep that was stopped goes on where it was. All configs \
      and plugins are checked before the first run.
      """)

  @Argument(help: "Configs, and axes: key=value,value or key=first..last.")
  var arguments: [String]

  @Option(help: "Folder for the records of the runs (default: study in the folder of runs).")
  var study: String?

  @OptionGroup var options: ConfigOptions

  @OptionGroup var check: CheckOptions

  func run() throws {
    let configs = try arguments.filter { !$0.contains("=") }.map { try Project.config($0) }
    let plan = try SweepPlan(axes: arguments.filter { $0.contains("=") })
    guard !configs.isEmpty else {
      throw ExperimentError.input("Name a config to sweep, such as configs/citeulike.lua.")
    }
    let study = Study(study ?? "\(options.folders.runs)/study")
    let runs = configs.flatMap { config in plan.combinations.map { (config, $0) } }
    for (config, combination) in runs where !study.has(config: name(of: config), combination) {
      _ = try options.load(config, combination.overrides, checking: !check.skipsCheck)
    }
    for (number, (config, combination)) in zip(1..., runs) {
      try run(config, combination, study, "\(number) of \(runs.count)")
    }
    let files = runs.map { study.file(config: name(of: $0), $1) }
    Terminal.result(StudyTable(try study.records(first: files)).markdown)
  }

  private func name(of config: String) -> String {
    URL(filePath: config).deletingPathExtension().lastPathComponent
  }

  private func run(
    _ config: String, _ combination: SweepPlan.Combination, _ study: Study, _ place: String
  ) throws {
    let name = name(of: config)
    guard !study.has(config: name, combination) else { return }
    Terminal.note("run \(place): \(name) \(combination.overrides.joined(separator: " "))")
    let recipe = Recipe(
      config: config, overrides: combination.overrides, plugins: options.plugins)
    let loaded = try options.load(config, combination.overrides)
    installStopSignals(loaded.library.interrupter)
    let finished = try Experiment(
      loaded.specification, sources: recipe.sources(of: loaded), folders: options.folders,
      options: options.options(),
      progress: TerminalProgress(Terminal.current(), quiet: options.quiet),
      interruption: stopRequest
    ).run()
    let words = ["./hetcomp run configs/\(name).lua"] + combination.overrides
    try study.keep(
      finished, config: name, combination, command: words.joined(separator: " "),
      commit: Release.commit)
  }
}
