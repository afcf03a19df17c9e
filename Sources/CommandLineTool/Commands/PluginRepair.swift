import Experiments
import Foundation
import Plugins

/// Going on after a plugin failed and was mended.
extension Run {
  /// The plugins' present sources in the place of the run's copies.
  func takeover(_ library: PluginLibrary) throws -> PluginTakeover {
    for folder in options.plugins where !FileManager.default.fileExists(atPath: folder) {
      throw ExperimentError.input("--plugins \(folder): there is no such folder")
    }
    do {
      return PluginTakeover(
        try library.takePresent(from: options.plugins + ["\(Project.root)/plugins"]))
    } catch {
      throw error as? ExperimentError ?? .input("\(error)")
    }
  }

  /// A plugin's failure with what to type when it is mended; any other error as it is.
  func advised(
    _ error: ExperimentError, _ folder: String, _ library: PluginLibrary
  ) -> ExperimentError {
    guard case .pluginFailed(let reason) = error else { return error }
    guard library.holdsPlugin(ofFailure: reason) else {
      return .pluginFailed(
        reason + "\nThe run is kept in \(folder). What its config says is mended by a new run.")
    }
    return .pluginFailed(reason + advice(folder, library))
  }

  /// Where the run lies, and what to type when the plugin is mended.
  private func advice(_ folder: String, _ library: PluginLibrary) -> String {
    var words = [Project.command, "run", "--resume", folder, "--take-plugins"]
    var seen: Set<String> = []
    for folder in options.plugins + library.ownFolders where seen.insert(folder).inserted {
      words += ["--plugins", folder]
    }
    if let limit = options.hookLimit { words += ["--hook-limit", "\(limit)"] }
    if options.trust { words.append("--trust") }
    if watchPlugins { words.append("--watch-plugins") }
    return """

      The run is kept in \(folder). When the plugin is mended, go on with
        \(words.map(Project.quoted).joined(separator: " "))
      """
  }
}
