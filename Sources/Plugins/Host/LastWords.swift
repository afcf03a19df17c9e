import Foundation
import LuaRuntime
import Synchronization

/// Who is at work, for the moment when a function of C never returns and the process must end.
final class LastWords: Sendable {
  private struct Hook {
    let plugin: String
    let name: String
    let place: String
    let epoch: Int?
  }

  private let hook = Mutex<Hook?>(nil)

  /// Notes the hook that is about to be called.
  func note(_ plugin: PluginDefinition, _ name: String, epoch: Int?) {
    let now = Hook(plugin: plugin.title, name: name, place: plugin.place(of: name), epoch: epoch)
    hook.withLock { $0 = now }
  }

  /// Limits whose last resort says who it was, on stderr.
  func added(to limits: LuaLimits) -> LuaLimits {
    guard limits.onLastResort == nil else { return limits }
    var limits = limits
    limits.onLastResort = { [self] in
      let words = Array("hetcomp: \(sentence)\n".utf8)
      _ = write(STDERR_FILENO, words, words.count)  // there is no one left to hear of a failure
    }
    return limits
  }

  private var sentence: String {
    let reason =
      "a function of C does not return, long past the time limit; the process ends, the last "
      + "checkpoint is kept"
    guard let hook = hook.withLock({ $0 }) else { return "A Lua file: \(reason)" }
    let epoch = hook.epoch.map { ", epoch \($0)" } ?? ""
    return "\(hook.plugin), \(hook.name)\(epoch): \(hook.place): \(reason)"
  }
}
