import Foundation
import Testing

/// Teaching that was killed goes on with the teacher and the epoch it was at.
@Suite(.serialized) struct TeachTests {
  static let command = [
    "teach", "configs/quickstart.lua", "teachers.mf.epochs=24", "teachers.vae.epochs=60",
    "teachers.vae.patience=100", "--threads", "1",
  ]

  /// The files below `Teachers` whose name has an ending.
  private func teachers(_ tool: Tool, _ ending: String) -> [URL] {
    let folder = tool.root.appending(path: "Teachers")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? [])
      .filter { $0.path.hasSuffix(ending) }.sorted { $0.path < $1.path }
  }

  private func whole() throws -> [String: Data] {
    let tool = try Tool()
    let outcome = try tool.start(Self.command).wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try files(tool)
  }

  private func files(_ tool: Tool) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for url in teachers(tool, ".safetensors") {
      files[url.lastPathComponent] = try Data(contentsOf: url)
    }
    return files
  }

  /// Starts, ends it by a signal once the second teacher has a checkpoint, and starts again.
  private func stopped(by signal: Int32) throws -> (Tool, Int32, Tool.Outcome) {
    let tool = try Tool()
    let running = try tool.start(Self.command)
    let deadline = Date().addingTimeInterval(120)
    while !teachers(tool, "/state.safetensors").contains(where: { $0.path.contains("/vae-") }),
      running.process.isRunning, Date() < deadline
    {
      usleep(5000)
    }
    kill(running.process.processIdentifier, signal)
    let status = try running.wait().status
    return (tool, status, try tool.start(Self.command).wait())
  }

  @Test(arguments: [SIGKILL, SIGINT])
  func goesOnWhereItWas(_ signal: Int32) throws {
    let (tool, status, again) = try stopped(by: signal)
    #expect(status == (signal == SIGKILL ? SIGKILL : 130))
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("is there already"))
    #expect(again.errors.contains("teacher vae: resumed after"))
    #expect(teachers(tool, ".unfinished").isEmpty)
    let found = try files(tool)
    #expect(found.count == 4)
    #expect(try found == whole())
  }

  @Test func aFileThatIsMissingOrDamagedIsFoundBeforeARunBegins() throws {
    let tool = try Tool()
    let settings = [
      "configs/quickstart.lua", "teachers={ { 'mf', epochs = 4, every = 2 }, stages = 2 }",
      "distill.objective=de",
    ]
    #expect(try tool.start(["teach"] + settings).wait().status == 0)
    let model = try #require(teachers(tool, ".model.safetensors").first)
    try FileManager.default.removeItem(at: model)
    let missing = try tool.start(["run"] + settings).wait()
    #expect(missing.status == 2)
    #expect(missing.errors.contains("\(model.lastPathComponent) is missing: put it back"))
    let trajectory = try #require(teachers(tool, ".safetensors").first)
    try Data(contentsOf: trajectory).dropLast(100).write(to: trajectory)
    let damaged = try tool.start(["run"] + settings).wait()
    #expect(damaged.status == 2 && damaged.errors.contains(trajectory.lastPathComponent))
    #expect(tool.runs().isEmpty)
  }

  @Test func twoRunsAtOnceTrainEachTeacherOnce() throws {
    let tool = try Tool()
    let both = try [tool.start(Self.command), tool.start(Self.command)].map { try $0.wait() }
    for outcome in both { #expect(outcome.status == 0, "\(outcome.errors)") }
    let found = both.map(\.errors).joined().split(separator: "\n").filter {
      $0.contains(".safetensors is there ")
    }
    #expect(found.count == 2, "\(both.map(\.errors))")
    #expect(teachers(tool, ".lock").isEmpty && teachers(tool, ".unfinished").isEmpty)
    #expect(try files(tool) == whole())
  }
}
