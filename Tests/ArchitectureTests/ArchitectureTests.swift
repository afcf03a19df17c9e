import Foundation
import Testing

/// The shape of the sources: data flows one way, unsafe code is fenced, rooms stay small.
@Suite struct ArchitectureTests {
  /// Lower targets first; a target imports only what stands before it.
  static let order = [
    "KernelsBaseline", "KernelsAVX2", "KernelsAVX512", "Kernels", "Tensors", "Formats",
    "Interactions", "Recommenders", "Evaluation", "Trajectories", "Distillation", "Experiments",
    "LuaRuntime", "Plugins", "CommandLineTool",
  ]

  static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")

  struct Source: Sendable {
    let name: String
    let lines: [Substring]
  }

  static func files(of target: String) throws -> [Source] {
    let folder = sources.appending(path: target)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return Source(
        name: "\(target)/\(name)",
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  private static func importedModule(_ line: Substring) -> Substring? {
    let words = line.split(separator: " ")
    guard let at = words.firstIndex(of: "import"), at <= 1, at + 1 < words.count else { return nil }
    return words[at + 1]
  }

  @Test(arguments: order)
  func importsOnlyWhatStandsBelow(_ target: String) throws {
    let rank = try #require(Self.order.firstIndex(of: target))
    let files = try Self.files(of: target)
    #expect(!files.isEmpty)
    for file in files {
      for line in file.lines {
        guard let module = Self.importedModule(line) else { continue }
        if let other = Self.order.firstIndex(of: String(module)) {
          #expect(other < rank, "\(file.name) imports \(module)")
        }
        if module.hasPrefix("CLua") {
          #expect(target == "LuaRuntime", "\(file.name) imports \(module)")
        }
      }
    }
  }

  @Test(arguments: order)
  func unsafeCodeStaysInItsRooms(_ target: String) throws {
    let fenced = ["Tensors", "LuaRuntime"].contains(target) || target.hasPrefix("Kernels")
    for file in try Self.files(of: target) {
      for (number, line) in file.lines.enumerated() {
        let place = "\(file.name):\(number + 1)"
        if !fenced { #expect(!line.contains("Unsafe"), "\(place) holds unsafe code") }
        for word in ["fatalError(", "try!", " as! "] {
          #expect(!line.contains(word), "\(place) has \(word)")
        }
      }
    }
  }

  @Test(arguments: order)
  func roomsStaySmall(_ target: String) throws {
    for file in try Self.files(of: target) {
      #expect(file.lines.count <= 300, "\(file.name) has \(file.lines.count) lines")
    }
  }
}
