import Experiments
import Foundation
import Plugins

/// Which files make an experiment: those of a new run, the copies within an old one, or what those
/// were made of as it stands now.
struct Recipe {
  let config: String
  let overrides: [String]
  let plugins: [String]
  private var origin: RunOrigin?

  /// The files of a new run; a config among a run's copies brings that run's overrides along.
  init(config: String, overrides: [String], plugins: [String]) throws {
    let folder = URL(fileURLWithPath: config).deletingLastPathComponent().path
    let kept = RunFolder.copies(in: folder).isEmpty ? [] : try KeptOverrides.read(in: folder)
    self.config = config
    self.overrides = kept + overrides
    self.plugins = plugins
    origin = RunOrigin(config: config, plugins: plugins)
  }

  /// The copies within the run folder at `path`.
  init(resuming path: String) throws {
    let folder = "\(path)/config"
    guard let first = RunFolder.copies(in: folder).first else {
      throw ExperimentError.input(
        "\(path) is not a run that can be resumed: it has no config/SHA256SUMS.")
    }
    config = "\(folder)/\(first)"
    overrides = try KeptOverrides.read(in: folder)
    plugins = [folder]
  }

  /// The present files of the run at `path`, seen from the folder where it was begun, which becomes
  /// the current one.
  init(renewing path: String, plugins: [String]) throws {
    let origin = try RunOrigin(of: path)
    overrides = try KeptOverrides.read(in: "\(path)/config")
    config = origin.config
    let given = plugins.map { URL(fileURLWithPath: $0).path }
    self.plugins = given.isEmpty ? origin.plugins : given
    _ = FileManager.default.changeCurrentDirectoryPath(origin.folder)
  }

  /// What the run folder keeps: every Lua file that was read, the overrides, and where they are from.
  func sources(of loaded: LoadedExperiment) -> ExperimentSources {
    var files = loaded.sources
    if !overrides.isEmpty { files.append((KeptOverrides.file, KeptOverrides.text(overrides))) }
    if let origin { files.append(origin.source) }
    return ExperimentSources(resolved: loaded.resolved, files: files)
  }
}
