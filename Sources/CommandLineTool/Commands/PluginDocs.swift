import ArgumentParser
import Experiments
import Formats
import Plugins

extension PluginCommands {
  /// `hetcomp plugins docs`
  struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write docs/lua-api.md and plugins/library/hetcomp.lua anew.",
      shouldDisplay: false)

    func run() throws {
      let files = [
        ("docs/lua-api.md", ReferencePage.text),
        ("plugins/library/hetcomp.lua", LuaDefinitions.text),
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
