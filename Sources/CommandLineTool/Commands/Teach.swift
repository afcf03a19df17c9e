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

  @OptionGroup var options: ConfigOptions

  func run() throws {
    let recipe = Recipe(
      config: Project.find(config), overrides: overrides, plugins: options.plugins)
    let loaded = try options.load(recipe.config, overrides)
    installStopSignals(loaded.library.interrupter)
    let experiment = Experiment(
      loaded.specification, sources: recipe.sources(of: loaded), folders: options.folders,
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
    for path in try experiment.teach() { Terminal.result(path) }
  }
}
