import ArgumentParser
import Experiments
import Foundation
import Plugins

/// `hetcomp run CONFIG [key=value …]`
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run an experiment: teachers, distillation, evaluation.",
    discussion: """
      Overrides name a key of the config: `student.dim=6`, `distill.curriculum.alpha=1.02`, \
      `teachers.vae.epochs=50`, `distill.objective=bpr`.
      """)

  @Argument(help: "The config, such as configs/quickstart.lua.")
  var config: String?

  @Argument(help: "Overrides, key=value.")
  var overrides: [String] = []

  @OptionGroup var places: FolderOptions

  @OptionGroup var options: ConfigOptions

  @Option(help: "Continue an interrupted run, with its own copies of config and plugins.")
  var resume: String?

  @Flag(name: .customLong("show-config"), help: "Show the config with every default, and stop.")
  var showConfig = false

  @Flag(
    name: .customLong("watch-plugins"),
    help: "Pick up plugins that are edited during the run, at the end of an epoch.")
  var watchPlugins = false

  @Flag(
    name: .customLong("take-plugins"),
    help: """
      With --resume: go on with the present config and plugins, found as in a new run, where they \
      come to the same settings.
      """)
  var takePlugins = false

  @OptionGroup var check: CheckOptions

  @Flag(help: "Print result.json instead of the table.")
  var json = false

  func validate() throws {
    if config == nil, resume == nil {
      throw ValidationError(
        "Name a config, such as configs/quickstart.lua, or a run with --resume.")
    }
    if resume != nil, config != nil {
      throw ValidationError("--resume takes everything from the run; leave the config out.")
    }
    if resume != nil, places.out != nil {
      throw ValidationError("--resume goes on in the run's own folder; leave --out out.")
    }
    if resume != nil, !takePlugins, !options.plugins.isEmpty || watchPlugins {
      throw ValidationError(
        "--resume takes the run's own copies of plugins, which nobody edits; add --take-plugins.")
    }
    if takePlugins, resume == nil {
      throw ValidationError("--take-plugins goes with --resume; a new run takes them anyway.")
    }
  }

  func run() throws {
    let resume = resume.map { URL(fileURLWithPath: $0).path }
    let recipe = try recipe(resuming: resume)
    let loaded = try options.load(
      recipe.config, recipe.overrides, plugins: recipe.plugins,
      checking: (resume == nil || takePlugins) && !check.skipsCheck)
    if showConfig {
      Terminal.result(loaded.resolved.text(pretty: true))
      return
    }
    installStopSignals(loaded.library.interrupter)
    let terminal = Terminal.current()
    var specification = loaded.specification
    if watchPlugins { specification.callbacks.append(PluginWatch(loaded.library)) }
    var settings = options.options(resume: resume)
    settings.renewsSources = takePlugins
    var folder: String?
    settings.opened = { folder = $0 }
    let experiment = Experiment(
      specification, sources: recipe.sources(of: loaded), folders: places.folders,
      options: settings, progress: TerminalProgress(terminal, quiet: options.quiet),
      interruption: stopRequest)
    let finished: FinishedRun
    do { finished = try experiment.run() } catch {
      throw folder.map { advised(error, $0) } ?? error
    }
    if json {
      Terminal.result(
        try String(contentsOfFile: finished.folder.file("result.json"), encoding: .utf8))
      return
    }
    Terminal.result(finished.table.text(width: terminal.width, color: terminal.colours))
    Terminal.note("\(finished.folder.path)/report.html")
  }

  private func recipe(resuming resume: String?) throws -> Recipe {
    guard let resume else {
      return try Recipe(
        config: Project.config(config ?? ""), overrides: overrides, plugins: options.plugins)
    }
    return takePlugins
      ? try Recipe(renewing: resume, plugins: options.plugins) : try Recipe(resuming: resume)
  }
}
