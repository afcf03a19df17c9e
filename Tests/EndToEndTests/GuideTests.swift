import Foundation
import Testing

/// The files that `docs/writing-plugins.md` shows work as they are shown.
@Suite struct GuideTests {
  /// Each file of the guide: a line with its name alone, then a block of Lua.
  private static func files(in guide: String) -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = []
    var name: String?
    var block: [Substring]?
    for line in guide.split(separator: "\n", omittingEmptySubsequences: false) {
      if let text = block, let file = name, line == "```" {
        files.append((file, text.joined(separator: "\n") + "\n"))
        (name, block) = (nil, nil)
      } else if block != nil {
        block?.append(line)
      } else if line == "```lua" {
        block = []
      } else if line.hasPrefix("`"), line.hasSuffix(".lua`") {
        name = String(line.dropFirst().dropLast())
      }
    }
    return files
  }

  @Test func itsFilesRunAsTheyAreShown() throws {
    let tool = try Tool()
    let guide = tool.repository.appending(path: "docs/writing-plugins.md")
    let files = Self.files(in: try String(contentsOf: guide, encoding: .utf8))
    #expect(
      files.map(\.name) == [
        "level.lua", "rare.lua", "overall-and-bpr.lua", "short-lists.lua",
        "rise-and-fall.lua", "mine.lua", "level_spec.lua", "overall-and-bpr_spec.lua",
      ])
    for file in files { try tool.write(file.text, to: "guide/\(file.name)") }

    let run = try tool.run("run", "guide/mine.lua", "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    for word in ["short-lists", "hr@5", "student"] {
      #expect(run.output.contains(word), "the table lacks \(word): \(run.output)")
    }
    let log = String(
      decoding: try tool.bytes("log.txt", of: try #require(tool.runs().first)), as: UTF8.self)
    #expect(log.contains("NDCG on the next stages"), "the curriculum never spoke: \(log)")

    let specs = files.map(\.name).filter { $0.hasSuffix("_spec.lua") }
    for file in files where file.name != "mine.lua" && !specs.contains(file.name) {
      let check = try tool.run("plugins", "check", "guide/\(file.name)")
      #expect(check.status == 0, "\(file.name): \(check.output)\(check.errors)")
    }
    for name in specs {
      let outcome = try tool.run("test", "guide/\(name)")
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
  }
}
