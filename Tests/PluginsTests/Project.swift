import Experiments
import Foundation
import LuaRuntime
import Plugins

/// The project's own folder.
let projectRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

/// A folder of Lua files that goes away with its owner.
final class Project {
  let folder: String

  init(_ files: [String: String] = [:]) throws {
    folder = NSTemporaryDirectory() + "hetcomp-plugins-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ text: String) throws {
    let path = folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Loads `config.lua` with the plugins that the project ships.
  func load(
    _ overrides: String..., pluginFolders: [String] = [], limits: LuaLimits = LuaLimits()
  ) throws -> LoadedExperiment {
    try ConfigLoader.load(
      folder + "/config.lua", overrides: overrides, pluginFolders: pluginFolders,
      root: projectRoot, limits: limits)
  }

  /// What loading `config.lua` fails with; nil when it does not.
  func failure(_ overrides: String...) -> ExperimentError? {
    do {
      _ = try ConfigLoader.load(folder + "/config.lua", overrides: overrides, root: projectRoot)
      return nil
    } catch {
      return error
    }
  }

  /// A config of the synthetic world whose fields are those given here.
  static func config(_ fields: String) throws -> Project {
    try Project([
      "config.lua": """
      local hc = require "hetcomp"
      return hc.experiment {
        data = "synthetic", teachers = { "mf", "vae" },
        \(fields)
      }
      """
    ])
  }
}

extension ExperimentError {
  /// Whether a plugin failed, and the message holds all these texts.
  func isPluginFailure(holding texts: String...) -> Bool {
    guard case .pluginFailed(let message) = self else { return false }
    return texts.allSatisfy { message.contains($0) }
  }

  /// Whether something given is wrong, in one sentence that holds all these texts.
  func isInput(holding texts: String...) -> Bool {
    guard case .input(let message) = self, !message.contains("\n") else { return false }
    return texts.allSatisfy { message.contains($0) }
  }
}
