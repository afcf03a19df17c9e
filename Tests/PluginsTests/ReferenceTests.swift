import Foundation
import Plugins
import Testing

/// The rows that the reference and the definitions are made from.
@Suite struct ReferenceTests {
  @Test func everyNameHasSignatureAndHelp() {
    let types = APIReference.types
    #expect(types.map(\.name).contains("tensor") && types.map(\.name).contains("objective"))
    for type in types {
      #expect(!type.summary.isEmpty && !type.entries.isEmpty, "\(type.name)")
      #expect(Set(type.entries.map(\.name)).count == type.entries.count, "\(type.name)")
      for entry in type.entries {
        #expect(
          !entry.signature.isEmpty && !entry.help.isEmpty && !entry.allowed.isEmpty
            && entry.owner == type.name, "\(type.name).\(entry.name)")
      }
    }
  }

  @Test func thePageAndTheDefinitionsAreFresh() throws {
    for (name, text) in [
      ("docs/lua-api.md", ReferencePage.text), ("docs/config.md", ConfigPage.text),
      ("plugins/library/hetcomp.lua", LuaDefinitions.text),
    ] {
      let stored = try String(contentsOfFile: "\(projectRoot)/\(name)", encoding: .utf8)
      #expect(stored == text, "\(name) is stale; run ./hetcomp plugins docs")
    }
  }

  /// Whoever writes a plugin for a level finds its names in every later one.
  @Test func everyNameOfTheLevelIsStillThere() throws {
    let path = "\(projectRoot)/Tests/PluginsTests/Fixtures/api-level-\(APIReference.level).txt"
    let stored = try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let known = Set(APIReference.names)
    #expect(stored.count > 100)
    for name in stored { #expect(known.contains(name), "\(name) is gone") }
  }
}
