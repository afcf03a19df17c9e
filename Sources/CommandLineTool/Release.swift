import Foundation

/// What this build of the tool is.
enum Release {
  /// The version of the tool.
  static let version = "0.1.0"

  /// Versions for a run's record.
  static let versions = [(name: "hetcomp", version: version), (name: "lua", version: "5.4")]
}

/// Where the project stands, from the launcher or else the current folder.
enum Project {
  /// The project's root: plugins, configs, Data and Teachers lie below it.
  static var root: String {
    ProcessInfo.processInfo.environment["HETCOMP_ROOT"]
      ?? FileManager.default.currentDirectoryPath
  }

  /// A path as given, or the same below the root when nothing stands there.
  static func find(_ path: String) -> String {
    let manager = FileManager.default
    if path.hasPrefix("/") || manager.fileExists(atPath: path) { return path }
    let below = "\(root)/\(path)"
    return manager.fileExists(atPath: below) ? below : path
  }
}
