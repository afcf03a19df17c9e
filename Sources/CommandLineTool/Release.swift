import Foundation
import LuaRuntime

/// What this build of the tool is.
enum Release {
  /// The version of the tool.
  static let version = "0.1.0"

  /// The commit that the project's folder is at, or `unknown` outside a checkout.
  static var commit: String {
    let git = Process()
    let output = Pipe()
    git.executableURL = URL(filePath: "/usr/bin/env")
    git.arguments = ["git", "-C", Project.root, "rev-parse", "--short", "HEAD"]
    git.standardOutput = output
    git.standardError = FileHandle.nullDevice
    guard (try? git.run()) != nil else { return "unknown" }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    git.waitUntilExit()
    let commit = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return commit.isEmpty ? "unknown" : commit
  }

  /// Versions for a run's record.
  static let versions = [(name: "hetcomp", version: version), (name: "lua", version: "5.4")]

  /// What the tool was built of, for a person.
  static var parts: String {
    "hetcomp \(version), Swift \(compiler), Lua \(LuaState.version)"
  }

  /// The compiler's language version, as far as the source can tell.
  private static var compiler: String {
    #if compiler(>=6.3)
      "6.3"
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6"
    #endif
  }
}
