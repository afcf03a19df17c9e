import ArgumentParser
import Experiments
import LuaRuntime
import Plugins

/// `hetcomp test PATH…`
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the Lua specs below some paths, such as plugins/.",
    discussion: """
      A spec is a file NAME_spec.lua beside NAME.lua, in the words of busted, with a tiny world to try \
      a plugin on. `./hetcomp test` without a path runs the tests of the tool itself, then all specs.
      """)

  @Argument(help: "Spec files, folders of them, or plugins by name.")
  var paths: [String] = ["plugins"]

  @OptionGroup var options: PluginOptions

  @Option(name: .customLong("hook-limit"), help: "Seconds that one test may take.")
  var limit = 30.0

  func validate() throws {
    guard limit > 0, limit < 1e9 else {
      throw ValidationError("--hook-limit takes a number of seconds above 0, not \(limit).")
    }
  }

  func run() throws {
    var limits = LuaLimits(memory: 512_000_000, time: .seconds(limit))
    limits.timeAdvice = "raise --hook-limit"
    let suite = try SpecSuite(
      paths.flatMap { try located($0) }, folders: options.folders, root: Project.root,
      limits: limits,
      trusted: options.trust)
    let tally = suite.run(Terminal.result)
    guard tally.failed == 0 else {
      throw ExperimentError.failed("\(tally.failed) of the specs failed.")
    }
  }

  /// The path itself, or the specs of the plugins that are called so.
  private func located(_ word: String) throws -> [String] {
    let path = Project.find(word)
    guard !word.contains("/"), !word.hasSuffix(".lua"), !Project.isFolder(path) else {
      return [path]
    }
    return try PluginCatalogue(options.library()).files(of: word).map(SpecSuite.spec(of:))
  }
}
