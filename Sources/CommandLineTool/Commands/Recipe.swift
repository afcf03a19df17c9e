import Experiments
import Foundation
import Plugins

/// Which files make an experiment: those of a new run, or the copies within an old one.
struct Recipe {
  let config: String
  let overrides: [String]
  let plugins: [String]

  private static let overridesFile = "overrides.txt"

  /// The files of a new run.
  init(config: String, overrides: [String], plugins: [String]) {
    self.config = config
    self.overrides = overrides
    self.plugins = plugins
  }

  /// The copies within the run folder at `path`.
  init(resuming path: String) throws {
    let folder = "\(path)/config"
    guard
      let digests = try? String(contentsOfFile: "\(folder)/SHA256SUMS", encoding: .utf8),
      let first = digests.split(separator: "\n").first?.split(separator: " ").last
    else {
      throw ExperimentError.input(
        "\(path) is not a run that can be resumed: it has no config/SHA256SUMS.")
    }
    let kept = try? String(contentsOfFile: "\(folder)/\(Self.overridesFile)", encoding: .utf8)
    self.init(
      config: "\(folder)/\(first)",
      overrides: kept?.split(separator: "\n").map(String.init) ?? [], plugins: [folder])
  }

  /// What the run folder keeps: every Lua file that was read, and the overrides.
  func sources(of loaded: LoadedExperiment) -> ExperimentSources {
    var files = loaded.sources
    if !overrides.isEmpty {
      files.append((Self.overridesFile, overrides.joined(separator: "\n") + "\n"))
    }
    return ExperimentSources(resolved: loaded.resolved, files: files)
  }
}
