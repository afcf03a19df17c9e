import Experiments
import Formats
import Foundation
import LuaRuntime

/// An experiment as its config says, ready to run.
public struct LoadedExperiment {
  /// What to run.
  public let specification: ExperimentSpecification
  /// The config with every default filled in.
  public let resolved: JSONValue
  /// Every Lua file that was read, the config first, and those that a hook may require later: its place
  /// among the copies, and its text.
  public let sources: [(name: String, text: String)]
  /// Whether the config itself declares a plugin.
  let declaresPlugins: Bool
  /// The plugins' Lua state, which stays open as long as the specification is used.
  public let library: PluginLibrary
}

/// Reads a config, `configs/NAME.lua`, into an experiment.
public enum ConfigLoader {
  /// Loads a config and whatever it names.
  ///
  /// - Parameters:
  ///   - path: the config.
  ///   - overrides: `a.b=value`, applied in order before defaults are filled in.
  ///   - pluginFolders: where plugins are looked for first.
  ///   - root: the project's root, whose `plugins` and `Data` come last.
  ///   - limits: memory and time that Lua may take.
  ///   - trusted: whether scripts get Lua's full libraries.
  ///   - checking: whether a certain mistake in the config, in a plugin or in what they require is
  ///     refused.
  ///   - print: where scripts print.
  /// - Throws: `ExperimentError.input` with one sentence that names file and line or key, or
  ///   `.pluginFailed` when a plugin fails in a hook that loading needs.
  public static func load(
    _ path: String, overrides: [String] = [], pluginFolders: [String] = [], root: String,
    limits: LuaLimits = LuaLimits(), trusted: Bool = false, checking: Bool = false,
    print: @escaping (String) -> Void = { Swift.print($0) }
  ) throws(ExperimentError) -> LoadedExperiment {
    do {
      try PluginLibrary.check(folders: pluginFolders)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let library = try PluginLibrary(
        folders: pluginFolders + [folder, "\(root)/plugins"], root: root,
        copies: FileManager.default.fileExists(atPath: "\(folder)/SHA256SUMS") ? folder : nil,
        limits: limits, trusted: trusted, print: print)
      library.checks = checking
      return try load(path, overrides.map { try Override($0) }, library, root: root, folder: folder)
    } catch let error as ExperimentError {
      throw error
    } catch {
      throw .input("\(error)")
    }
  }

  private static func load(
    _ path: String, _ overrides: [Override], _ library: PluginLibrary, root: String, folder: String
  ) throws -> LoadedExperiment {
    let name = URL(fileURLWithPath: path).lastPathComponent
    let result = try library.run(path, keeping: name)
    let origin = library.shown(path)
    if library.checks { try library.check(library.text(path), of: path) }
    let fields: ConfigTable?
    do {
      fields = try HetcompModule.fields(of: result, declaredAs: "experiment")
    } catch let error as LuaError { throw ConfigError(origin: origin, message: error.message) }
    guard var table = fields else {
      throw ConfigError(
        origin: origin,
        message: "a config must return hc.experiment { … }, not \(result.described)")
    }
    var replaced: [(value: ConfigValue?, path: [String])] = []
    for override in overrides {
      replaced.append((table.value(at: override.path[...]), override.path))
      table = try override.apply(to: table, schema: ExperimentSchema.keys)
    }
    var resolver = Resolver(
      origin: origin, overrides: overrides, compat: compat(of: table), library: library)
    for (value, path) in replaced { resolver.note(replaced: value, at: path) }
    let config = try resolver.section(table, ExperimentSchema.keys, at: "")
    let builder = SpecificationBuilder(config, resolver, library, folders: [folder, root])
    let specification = try builder.build()
    if library.checks {
      do { try specification.evaluation.checkMonitor() } catch {
        throw resolver.error("evaluate.monitor", "\(error)")
      }
    }
    return LoadedExperiment(
      specification: specification, resolved: .object(config),
      sources: try library.withRequired(library.sources),
      declaresPlugins: resolver.plugins.values.contains { $0.isWritten(in: origin) },
      library: library)
  }

  /// What `distill.compat` says, before anything is checked: it decides defaults.
  private static func compat(of table: ConfigTable) -> String? {
    guard case .table(let distill)? = table.keys["distill"],
      case .text(let name)? = distill.keys["compat"]
    else { return nil }
    return name
  }
}
