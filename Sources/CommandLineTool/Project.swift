import Foundation

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
