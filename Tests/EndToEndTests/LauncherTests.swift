import Foundation
import Testing

/// The script that builds the tool where sources changed, with a compiler that does nothing.
@Suite struct LauncherTests {
  /// A project whose tool is built already, but for the stamp; `swift` is the body of its compiler.
  private func project(swift: String) throws -> (tool: Tool, launcher: URL) {
    let tool = try Tool()
    let launcher = tool.root.appending(path: "hetcomp")
    try FileManager.default.copyItem(at: tool.repository.appending(path: "hetcomp"), to: launcher)
    try tool.write("", to: "Package.swift")
    try tool.write("", to: "Sources/main.swift")
    for (name, body) in [
      ("bin/swift", swift), ("bin/pkg-config", "exit 0"), (".build/release/hetcomp", "exit 0"),
    ] {
      let path = try tool.write("#!/bin/sh\n\(body)\n", to: name)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return (tool, launcher)
  }

  private func start(_ launcher: URL, in tool: Tool) throws -> Running {
    let process = Process()
    process.executableURL = launcher
    process.arguments = ["doctor"]
    process.standardInput = FileHandle.nullDevice
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = "\(tool.root.path)/bin:\(environment["PATH"] ?? "/usr/bin:/bin")"
    process.environment = environment
    return try Running(process, of: tool)
  }

  private func stamps(_ tool: Tool) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: tool.root.path + "/.build")
      .filter { $0.hasPrefix("hetcomp.stamp") }
  }

  /// Each compiler waits until the other one has begun.
  @Test func twoBuildsAtOnceBothEndWell() throws {
    let (tool, launcher) = try project(
      swift: """
        touch "$5/$$.begun"
        for _ in $(seq 600); do [ "$(ls "$5" | grep -c begun)" = 2 ] && exit 0; sleep 0.1; done
        exit 1
        """)
    let outcomes = try [start(launcher, in: tool), start(launcher, in: tool)].map { try $0.wait() }
    for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.errors)") }
    #expect(try stamps(tool) == ["hetcomp.stamp"])
  }

  @Test func aBuildThatFailedLeavesNoStamp() throws {
    let (tool, launcher) = try project(swift: "echo 'main.swift:1: no'; exit 1")
    let outcome = try start(launcher, in: tool).wait()
    #expect(outcome.status == 2 && outcome.errors.contains("main.swift:1: no"))
    #expect(try stamps(tool).isEmpty)
  }
}
