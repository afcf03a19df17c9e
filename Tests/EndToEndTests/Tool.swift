import Foundation

/// The real binary in a project of its own: plugins, configs and descriptors are the repository's,
/// runs and teachers go to a temporary folder.
final class Tool {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  let root: URL
  let repository: URL

  init() throws {
    repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    root = FileManager.default.temporaryDirectory.appending(path: "hetcomp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for name in ["plugins", "configs", "Data"] {
      try FileManager.default.createSymbolicLink(
        at: root.appending(path: name), withDestinationURL: repository.appending(path: name))
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Where the tests' own build left the tool.
  private var binary: URL {
    URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "hetcomp")
  }

  /// The tool with its arguments, not started yet.
  func process(_ arguments: [String], environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.standardInput = FileHandle.nullDevice
    var all = ProcessInfo.processInfo.environment
    all["HETCOMP_ROOT"] = root.path
    all["HETCOMP_DATA"] = all["HETCOMP_DATA"] ?? repository.appending(path: "../shared/data").path
    all.merge(environment) { $1 }
    process.environment = all
    return process
  }

  /// Starts the tool without waiting.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
    try Running(process(arguments, environment: environment), of: self)
  }

  /// Runs the tool to its end.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    try start(arguments, environment: environment).wait()
  }

  /// Writes a file below the project's root.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let url = root.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// The run folders below `folder`, oldest first.
  func runs(in folder: String = "runs") -> [URL] {
    let base = root.appending(path: folder)
    let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? [])
      .filter { $0.lastPathComponent == "config.json" }
      .map { $0.deletingLastPathComponent() }.sorted { $0.path < $1.path }
  }

  /// The bytes of a file of a run.
  func bytes(_ name: String, of run: URL) throws -> Data {
    try Data(contentsOf: run.appending(path: name))
  }
}

/// A started process whose streams go to files, so that neither can fill up and block.
final class Running {
  let process: Process
  /// Whose folder goes when it goes.
  private let tool: Tool
  private let output: URL
  private let errors: URL

  init(_ process: Process, of tool: Tool) throws {
    self.process = process
    self.tool = tool
    output = tool.root.appending(path: "\(UUID().uuidString).out")
    errors = tool.root.appending(path: "\(UUID().uuidString).err")
    for url in [output, errors] { FileManager.default.createFile(atPath: url.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// What it has said on stderr so far.
  var notes: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

  func wait() throws -> Tool.Outcome {
    process.waitUntilExit()
    return Tool.Outcome(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: notes)
  }
}
