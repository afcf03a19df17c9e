import Foundation
import LuaRuntime
import Plugins

/// The project whose plugins, configs and data are used.
let projectRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

/// What went wrong in a script of this program.
struct ScriptFailure: Error, CustomStringConvertible { let description: String }

extension PromptSession {
  /// A session with the plugins' words, as `./hetcomp lua` has it.
  static func ofProject() throws -> PromptSession {
    try PromptSession(PluginLibrary(folders: ["\(projectRoot)/plugins"], root: projectRoot))
  }

  /// Runs statements.
  func run(_ source: String) throws {
    if case .failed(let reason) = evaluate(source) { throw ScriptFailure(description: reason) }
  }
}
