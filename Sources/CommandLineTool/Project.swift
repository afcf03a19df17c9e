import Experiments
import Foundation
import LuaRuntime

/// Where the project stands, from the launcher or else the current folder.
enum Project {
  /// The project's root: plugins, configs, Data and Teachers lie below it.
  static var root: String {
    ProcessInfo.processInfo.environment["HETCOMP_ROOT"]
      ?? FileManager.default.currentDirectoryPath
  }

  /// Whether the current folder is the project's root, or lies below it.
  static var isCurrent: Bool {
    let current = standard(FileManager.default.currentDirectoryPath)
    return current == standard(root) || current.hasPrefix(standard(root) + "/")
  }

  /// The tool, as one types it from the current folder.
  static var command: String {
    let current = FileManager.default.currentDirectoryPath
    return standard(current) == standard(root) ? "./hetcomp" : "\(root)/hetcomp"
  }

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isLetter || $0.isNumber || "/._-=+,:@".contains($0) }
    return plain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static func standard(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  /// A path as given, or the same below the root when nothing stands there.
  static func find(_ path: String) -> String {
    let manager = FileManager.default
    if path.hasPrefix("/") || manager.fileExists(atPath: path) { return path }
    let below = "\(root)/\(path)"
    return manager.fileExists(atPath: below) ? below : path
  }

  /// Whether a folder stands at a path.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Every Lua file below a folder, in alphabetical order, but for definitions that only editors read.
  static func scripts(below folder: String) -> [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".lua") }.sorted()
      .map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }
      .filter { (try? String(contentsOfFile: $0, encoding: .utf8))?.hasPrefix("---@meta") != true }
  }

  /// A config as ``find(_:)`` does; one that is nowhere is answered with the nearest.
  static func config(_ path: String) throws(ExperimentError) -> String {
    let found = find(path)
    guard !FileManager.default.fileExists(atPath: found) else { return found }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/configs")) ?? []
    let known = names.filter { $0.hasSuffix(".lua") }.sorted()
    let name = URL(filePath: path).lastPathComponent
    let near = nearestName(to: name.hasSuffix(".lua") ? name : name + ".lua", among: known)
    throw .input(
      "There is no config \(path); "
        + (near.map { "did you mean configs/\($0)?" }
          ?? "in configs there are \(known.joined(separator: ", "))."))
  }
}
