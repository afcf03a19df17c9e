import Experiments
import Foundation
import LuaRuntime

/// All specs below some paths.
public struct SpecSuite {
  /// The spec files, in the order in which they run.
  public let files: [String]
  private let root: String
  private let folders: [String]
  private let limits: LuaLimits
  private let trusted: Bool

  /// How many tests ended how.
  public struct Tally: Sendable, Equatable {
    /// Tests that passed.
    public var passed = 0
    /// Tests that failed, and files that did not load.
    public var failed = 0
    /// Tests that are announced only.
    public var pending = 0

    /// A tally of these numbers.
    public init(passed: Int = 0, failed: Int = 0, pending: Int = 0) {
      (self.passed, self.failed, self.pending) = (passed, failed, pending)
    }
  }

  /// The files themselves, and every `*_spec.lua` below the folders, in alphabetical order.
  /// - Throws: `ExperimentError.input` when a path is missing or holds no spec.
  public init(
    _ paths: [String], folders: [String], root: String, limits: LuaLimits, trusted: Bool = false
  ) throws(ExperimentError) {
    let manager = FileManager.default
    var files: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw .input("\(path): there is no such file or folder.")
      }
      guard isFolder.boolValue else {
        guard path.hasSuffix("_spec.lua") else { throw .input(Self.refusal(path)) }
        files.append(path)
        continue
      }
      let below = (try? manager.subpathsOfDirectory(atPath: path)) ?? []
      let specs = below.filter { $0.hasSuffix("_spec.lua") }.sorted()
      guard !specs.isEmpty else {
        throw .input("\(path) holds no spec; specs are files whose names end in _spec.lua.")
      }
      files += specs.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
    }
    self.files = files
    (self.root, self.folders, self.limits, self.trusted) = (root, folders, limits, trusted)
  }

  /// Where the spec of a plugin lies.
  public static func spec(of plugin: String) -> String {
    (plugin.hasSuffix(".lua") ? String(plugin.dropLast(4)) : plugin) + "_spec.lua"
  }

  /// What is said of a file that is no spec.
  private static func refusal(_ path: String) -> String {
    let spec = spec(of: path)
    return FileManager.default.fileExists(atPath: spec)
      ? "\(path) has no specs; did you mean \(spec)?"
      : "\(path) has no specs; they stand in files whose names end in _spec.lua."
  }

  /// Runs them all; each line of the report is written as soon as it is known.
  public func run(_ write: (String) -> Void) -> Tally {
    var tally = Tally()
    for path in files {
      write(path)
      var heading: [String] = []
      do {
        let file = try SpecFile(
          path, folders: folders, root: root, limits: limits, trusted: trusted)
        try file.run { path, outcome in
          Self.headings(path, after: &heading).forEach(write)
          Self.lines(path, outcome, &tally).forEach(write)
        }
      } catch {
        tally.failed += 1
        write("  ✗ \(error)")
      }
    }
    write(
      "\(tally.passed) passed, \(tally.failed) failed, \(tally.pending) pending "
        + "in \(files.count) file\(files.count == 1 ? "" : "s")")
    return tally
  }

  private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  /// The blocks around a test that were not around the one before.
  private static func headings(_ path: [String], after last: inout [String]) -> [String] {
    let blocks = Array(path.dropLast())
    let common = zip(blocks, last).prefix { $0 == $1 }.count
    last = blocks
    return blocks.indices.dropFirst(common).map { indent($0 + 1) + blocks[$0] }
  }

  private static func lines(
    _ path: [String], _ outcome: SpecFile.Outcome, _ tally: inout Tally
  ) -> [String] {
    let (start, name) = (indent(path.count), path.last ?? "")
    switch outcome {
    case .passed:
      tally.passed += 1
      return ["\(start)✓ \(name)"]
    case .pending:
      tally.pending += 1
      return ["\(start)· \(name) (pending)"]
    case .failed(let reason):
      tally.failed += 1
      return ["\(start)✗ \(name)"] + reason.split(separator: "\n").map { "\(start)    \($0)" }
    }
  }
}
