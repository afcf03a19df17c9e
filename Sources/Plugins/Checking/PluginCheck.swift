import Experiments
import Foundation
import LuaRuntime

/// Looks for mistakes in Lua files without running a hook.
public struct PluginCheck {
  /// `file:line: what is wrong`, sorted by line; empty when the files are sound.
  public let findings: [String]
  /// What each sound file declares: `curriculum "mine"`.
  public let sound: [String]

  /// Scans files for names that do not exist, then loads what they declare.
  /// - Throws: `ExperimentError.input` when a file is missing.
  public init(_ paths: [String], folders: [String], root: String) throws {
    var (findings, sound): ([String], [String]) = ([], [])
    for path in paths {
      guard FileManager.default.fileExists(atPath: path) else {
        throw ExperimentError.input("\(path): there is no such file.")
      }
      let own = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let library = try PluginLibrary(
        folders: [own] + folders, root: root,
        limits: LuaLimits(memory: 256_000_000, time: .seconds(10)), print: { _ in })
      do {
        let found = try Self.scan(path, library)
        findings += found.lines
        guard !found.isDeclaration else { continue }
        let declared = try Self.load(path, library, folders: folders, root: root)
        if found.lines.isEmpty { sound.append("\(library.shown(path)): \(declared)") }
      } catch {
        findings.append("\(error)")
      }
    }
    (self.findings, self.sound) = (findings, sound)
  }

  private static let specWords = [
    "describe", "context", "it", "test", "pending", "before_each", "after_each", "hc", "spec",
  ]

  private static func scan(
    _ path: String, _ library: PluginLibrary
  ) throws -> (lines: [String], isDeclaration: Bool) {
    let source = try library.compile(path)
    let words = path.hasSuffix("_spec.lua") ? specWords : []
    let names = try KnownNames(library.state, adding: words)
    let found = ScriptScan(source, names: names).findings
    let lines = found.map { "\(library.shown(path)):\($0.line): \($0.message)" }
    return (lines, found.contains(where: \.isDeclaration))
  }

  private static func load(
    _ path: String, _ library: PluginLibrary, folders: [String], root: String
  ) throws -> String {
    if path.hasSuffix("_spec.lua") { return "a spec" }
    let result = try library.run(path, keeping: path)
    if let plugin = HetcompModule.plugin(in: result) { return plugin.title }
    guard try HetcompModule.fields(of: result, declaredAs: "experiment") != nil else {
      return result.isNil ? "a script" : "a module"
    }
    _ = try ConfigLoader.load(path, pluginFolders: folders, root: root)
    return "a config"
  }
}
