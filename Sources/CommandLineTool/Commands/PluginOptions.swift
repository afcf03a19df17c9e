import ArgumentParser
import LuaRuntime
import Plugins

/// What every command takes that looks for plugins without a config.
struct PluginOptions: ParsableArguments {
  @Option(help: "Folder where plugins are looked for first; may be repeated.")
  var plugins: [String] = []

  @Flag(help: "Give Lua its full libraries.")
  var trust = false

  /// Where plugins are looked for, in this order.
  var folders: [String] { plugins + ["\(Project.root)/plugins"] }

  /// A library over these folders; scripts print to stdout.
  func library() throws -> PluginLibrary {
    try blamingInput { try PluginLibrary.check(folders: plugins) }
    return try PluginLibrary(
      folders: folders, root: Project.root, limits: LuaLimits(memory: 512_000_000),
      trusted: trust, print: Terminal.result)
  }
}
