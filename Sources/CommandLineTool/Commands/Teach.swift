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
    for path in try experiment.teach() { Terminal.result(path) }
  }
}
