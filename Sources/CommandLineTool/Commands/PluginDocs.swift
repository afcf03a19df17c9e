import ArgumentParser
import Experiments
import Formats
import Plugins

extension PluginCommands {
  /// `hetcomp plugins docs`
  struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the references, the editor definitions and the names of this level anew.",
      shouldDisplay: false)

    func run() throws {
      let files = [
        ("docs/lua-api.md", ReferencePage.text), ("docs/config.md", ConfigPage.text),
        ("plugins/library/hetcomp.lua", LuaDefinitions.text),
        (
          "Tests/PluginsTests/Fixtures/api-level-\(APIReference.level).txt",
          APIReference.names.map { $0 + "\n" }.joined()
        ),
      ]
      for (name, text) in files {
        do { try AtomicFile.write(text, to: "\(Project.root)/\(name)") } catch {
          throw ExperimentError.failed("\(error)")
        }
        Terminal.result(name)
      }
    }
  }
}
