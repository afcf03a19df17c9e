import ArgumentParser
import Experiments
import Plugins

/// `hetcomp teach CONFIG [key=value …]`
struct Teach: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train the teachers of a config and record their trajectories, nothing else.")

  @Argument(help: "The config.")
  var config: String

  @Argument(help: "Overrides, key=value.")
  var overrides: [String] = []

  @Flag(help: "Measure each teacher and their ensemble, too: a table, or with --json its numbers.")
  var measure = false

  @Flag(help: "With --measure, print JSON.")
  var json = false

  @Option(help: "Folder for the trajectories (default: Teachers below the project's root).")
  var teachers: String?

  @OptionGroup var options: ConfigOptions

  func run() throws {
    let recipe = try Recipe(
      config: Project.config(config), overrides: overrides, plugins: options.plugins)
    let loaded = try options.load(recipe.config, recipe.overrides)
    installStopSignals(loaded.library.interrupter)
    let experiment = Experiment(
      loaded.specification, sources: recipe.sources(of: loaded),
      folders: ExperimentFolders(root: Project.root, teachers: teachers),
      options: options.options(),
      progress: TerminalProgress(Terminal.current(), quiet: options.quiet),
      interruption: stopRequest)
    if measure {
      let result = try experiment.measureTeachers()
      let terminal = Terminal.current()
      Terminal.result(
        json
          ? result.json.text(pretty: true)
          : ResultTable(result).text(width: terminal.width, color: terminal.colours))
      return
    }
    let taught = try experiment.teach()
    if taught.isEmpty {
      Terminal.note("Nothing to train: no teacher is named, or distill.objective needs none.")
    }
    taught.forEach(Terminal.result)
  }
}
