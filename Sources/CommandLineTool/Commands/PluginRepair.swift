import Experiments
import Foundation
import Plugins

/// Going on after a plugin failed and was mended.
extension Run {
  /// A plugin's failure with where the run lies, and what to type when the plugin is mended; any
  /// other error as it is.
  func advised(_ error: ExperimentError, _ folder: String) -> ExperimentError {
    guard case .pluginFailed(let reason) = error else { return error }
    var words = [Project.command, "run", "--resume", folder, "--take-plugins"]
    for folder in options.plugins where takePlugins { words += ["--plugins", folder] }
    if let limit = options.hookLimit { words += ["--hook-limit", "\(limit)"] }
    if options.trust { words.append("--trust") }
    if watchPlugins { words.append("--watch-plugins") }
    return .pluginFailed(
      reason + """

        The run is kept in \(folder). When the plugin is mended, go on with
          \(words.map(Project.quoted).joined(separator: " "))
        """)
  }
}
