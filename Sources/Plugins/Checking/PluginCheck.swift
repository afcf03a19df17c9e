import Experiments
import Foundation
import LuaRuntime

/// Looks for mistakes in Lua files without running a hook.
public struct PluginCheck {
  /// `file:line: what is wrong`, sorted by line; empty when the files are sound.
  public let findings: [String]
  /// What each sound file declares: `curriculum "mine"`.
  public let sound: [String]

  /// Scans files, and those that they require, for names that do not exist, then loads what they
  /// declare.
  /// - Throws: `ExperimentError.input` when a file is missing.
  public init(_ paths: [String], folders: [String], root: String) throws {
    var (findings, sound): ([String], [String]) = ([], [])
    func tell(_ lines: [String]) { findings += lines.filter { !findings.contains($0) } }
    for path in paths {
      guard FileManager.default.fileExists(atPath: path) else {
        throw ExperimentError.input("\(path): there is no such file.")
      }
      let own = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let library = try PluginLibrary(
        folders: [own] + folders, root: root,
        limits: LuaLimits(memory: 256_000_000, time: .seconds(10)), print: { _ in })
      do {
        let scripts = try library.scan(
          library.text(path), of: path, adding: Self.isSpec(path) ? Self.specWords : [])
        let lines = scripts.flatMap(\.lines)
        tell(lines)
        guard !scripts.contains(where: \.isRefusedWhenLoaded) else { continue }
        let declared = try Self.load(path, library, folders: folders, root: root)
        if lines.isEmpty { sound.append("\(library.shown(path)): \(declared)") }
      } catch {
        tell(["\(error)"])
      }
    }
    (self.findings, self.sound) = (findings, sound)
  }

  private static let specWords = [
    "describe", "context", "it", "test", "pending", "before_each", "after_each", "hc", "spec",
  ]

  private static func isSpec(_ path: String) -> Bool { path.hasSuffix("_spec.lua") }

  private static func load(
    _ path: String, _ library: PluginLibrary, folders: [String], root: String
  ) throws -> String {
    if isSpec(path) { return "a spec" }
    let result = try library.run(path, keeping: path)
    if let plugin = HetcompModule.plugin(in: result) { return plugin.title }
    guard try HetcompModule.fields(of: result, declaredAs: "experiment") != nil else {
      return result.isNil ? "a script" : "a module"
    }
    _ = try ConfigLoader.load(path, pluginFolders: folders, root: root, checking: true)
    return "a config"
  }
}

extension ScannedScript {
  fileprivate var lines: [String] { scan.findings.map { "\(file):\($0.line): \($0.message)" } }

  fileprivate var isRefusedWhenLoaded: Bool { scan.findings.contains(where: \.isDeclaration) }
}
