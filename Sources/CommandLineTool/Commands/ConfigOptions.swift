import ArgumentParser
import Experiments
import Foundation
import LuaRuntime
import Plugins
import Tensors

/// What every command that reads a config takes.
struct ConfigOptions: ParsableArguments {
  @Option(help: "Threads that compute; no digit depends on them (default: all cores).")
  var threads: Int?

  @Option(help: "Memory for blocks whose size is free; no digit depends on it.")
  var memory = ByteSize(bytes: 256_000_000)

  @Option(help: "Folder where plugins are looked for first; may be repeated.")
  var plugins: [String] = []

  @Option(name: .customLong("lua-memory"), help: "Memory that Lua may take.")
  var luaMemory = ByteSize(bytes: 256_000_000)

  @Option(
    name: .customLong("hook-limit"), help: "Seconds a plugin's hook may run (default: no limit).")
  var hookLimit: Double?

  @Flag(help: "Give plugins Lua's full libraries.")
  var trust = false

  @Flag(help: "Only results and warnings.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024, not \(threads).")
    }
    if let hookLimit, !(hookLimit > 0 && hookLimit < 1e9) {
      throw ValidationError("--hook-limit takes a number of seconds above 0, not \(hookLimit).")
    }
  }

  /// Loads a config with overrides; scripts print to stderr.
  func load(
    _ path: String, _ overrides: [String], plugins folders: [String]? = nil, checking: Bool = false
  ) throws -> LoadedExperiment {
    if let threads { Parallel.threads = threads }
    var limits = LuaLimits(memory: luaMemory.bytes, time: hookLimit.map { .seconds($0) })
    limits.externalLimit = 16 * luaMemory.bytes
    limits.memoryAdvice = "raise --lua-memory"
    limits.timeAdvice = "raise --hook-limit"
    limits.onWarning = { warning in
      Terminal.note(
        "warning: \(warning.file):\(warning.line) has been running for "
          + String(format: "%.0f s; Ctrl-C stops it", warning.seconds))
    }
    return try ConfigLoader.load(
      path, overrides: overrides, pluginFolders: folders ?? plugins, root: Project.root,
      limits: limits, trusted: trust, checking: checking, print: Terminal.note)
  }

  /// The run's budget of memory, clock and versions.
  func options(resume: String? = nil) -> ExperimentOptions {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyy-MM-dd-HH.mm.ss"
    return ExperimentOptions(
      stamp: format.string(from: Date()), resume: resume, memory: MemoryBudget(bytes: memory.bytes),
      wallTime: { Date().timeIntervalSince1970 }, versions: Release.versions)
  }
}
