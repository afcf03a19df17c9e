import Foundation
import Testing

/// Linux has a disk that is always full.
private let hasFullDisk = FileManager.default.fileExists(atPath: "/dev/full")

/// What becomes of a command whose stdout or stderr takes nothing, or only a little at a time.
@Suite struct StreamTests {
  /// How a command ends, and what it says on stderr, with these streams of its own.
  private func end(
    _ arguments: [String], output: Any = FileHandle.nullDevice, errors: Any? = nil
  ) throws -> (status: Int32, said: String) {
    let tool = try Tool()
    defer { withExtendedLifetime(tool) {} }
    let process = tool.process(arguments)
    let said = Pipe()
    process.standardOutput = output
    process.standardError = errors ?? said
    try process.run()
    process.waitUntilExit()
    guard errors == nil else { return (process.terminationStatus, "") }
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return (process.terminationStatus, text)
  }

  @Test(.enabled(if: hasFullDisk)) func aFullDiskIsAFailureOfResultsAlone() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    for command in [["plugins", "list"], ["--help"]] {
      let lost = try end(command, output: full)
      #expect(lost.status == 1)
      #expect(lost.said.hasPrefix("hetcomp: stdout cannot be written: "), "\(lost.said)")
    }
    #expect(try end(["run", "nowhere.lua"], errors: full).status == 2)
  }

  @Test func withoutAReaderResultsEndQuietlyAndTheLogGoesOn() throws {
    let (results, log) = (Pipe(), Pipe())
    for pipe in [results, log] { try pipe.fileHandleForReading.close() }
    let unread = try end(["plugins", "list"], output: results)
    #expect(unread.status == 141 && unread.said.isEmpty, "\(unread)")
    #expect(try end(["run", "nowhere.lua"], errors: log).status == 2)
  }

  @Test func aSlowReaderIsWaitedFor() throws {
    let pipe = Pipe()
    _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFL, O_NONBLOCK)
    let tool = try Tool()
    defer { withExtendedLifetime(tool) {} }
    let process = tool.process(["lua", "-e", "print(('x'):rep(2000000))"])
    process.standardOutput = pipe
    try process.run()
    let results = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(results.count == 2_000_001)
  }
}
