import Foundation
import Testing

/// The linker keeps one of several weak symbols of a name. Were one emitted by a vector module and by
/// another, AVX code could run where the processor has none. So a vector module may only define weak
/// symbols of its own.
@Suite struct SymbolTests {
  private static let tool = "/usr/bin/llvm-nm"

  /// Object files of a module, beside the program of these tests.
  private static func objects(_ module: String) -> [String] {
    let program = URL(filePath: CommandLine.arguments[0])
    let folder = program.deletingLastPathComponent().appending(path: "\(module).build")
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".o") }.map { folder.appending(path: $0).path }
  }

  private static var canLook: Bool {
    FileManager.default.isExecutableFile(atPath: tool) && !objects("KernelsAVX512").isEmpty
  }

  /// Names of the weak symbols in some object files.
  private static func weakSymbols(_ objects: [String]) throws -> [String] {
    let (nm, output) = (Process(), Pipe())
    nm.executableURL = URL(filePath: tool)
    nm.arguments = objects
    nm.standardOutput = output
    try nm.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    nm.waitUntilExit()
    var names: [String] = []
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.count == 3, "WwVvu".contains(fields[1]) { names.append(String(fields[2])) }
    }
    return names
  }

  @Test(
    .enabled(if: canLook, "needs llvm-nm and the object files of the vector modules"),
    arguments: ["KernelsAVX2", "KernelsAVX512"])
  func weakSymbolsBelongToTheirModule(_ module: String) throws {
    let weak = try Self.weakSymbols(Self.objects(module))
    #expect(!weak.isEmpty)
    let own = "$s\(module.count)\(module)"
    #expect(weak.filter { $0 != "__swift_reflection_version" && !$0.hasPrefix(own) } == [])
  }
}
