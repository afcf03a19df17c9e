import ArgumentParser
import Experiments
import Foundation
import Plugins

/// `hetcomp plugins …`
struct PluginCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugins", abstract: "List, show, check and begin plugins.",
    subcommands: [List.self, Show.self, Check.self, New.self, Docs.self])

  /// `hetcomp plugins list`
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Every plugin that a config may name: kind, name, what it does, where it is from.")

    @OptionGroup var options: PluginOptions

    func run() throws {
      let entries = try PluginCatalogue(options.library()).entries
      let rows = entries.map { [$0.kind.rawValue, $0.name, $0.summary, $0.origin] }
      Terminal.result(TextTable(["kind", "name", "summary", "from"], rows).text)
    }
  }

  /// `hetcomp plugins show NAME`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A plugin's parameters with defaults, ranges and help, its hooks, its file.")

    @Argument(help: "The plugin's name.")
    var name: String

    @OptionGroup var options: PluginOptions

    func run() throws {
      let pages: [PluginPage]
      do { pages = try PluginCatalogue(options.library()).describe(name) } catch {
        throw error as? ExperimentError ?? .input("\(error)")
      }
      Terminal.result(pages.map(\.text).joined(separator: "\n\n"))
    }
  }

  /// `hetcomp plugins check FILE…`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find misspelt hooks, parameters and names of the API, without running anything.")

    @Argument(help: "Plugins, specs or configs.")
    var files: [String]

    @OptionGroup var options: PluginOptions

    func run() throws {
      let check = try PluginCheck(
        files.map(Project.find), folders: options.folders, root: Project.root)
      check.sound.forEach(Terminal.result)
      guard check.findings.isEmpty else {
        check.findings.forEach(Terminal.result)
        let count = check.findings.count
        throw ExperimentError.input(
          count == 1 ? "1 mistake was found." : "\(count) mistakes were found.")
      }
    }
  }

  /// `hetcomp plugins new KIND NAME`
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Begin a plugin: a commented file that works, and a spec beside it that passes.")

    @Argument(help: "curriculum, schedule, sampler, consensus, objective, protocol or callback.")
    var kind: String

    @Argument(help: "Its name, such as my-schedule.")
    var name: String

    @Option(help: "The folder of plugins to write into (default: plugins of the project).")
    var into: String?

    func run() throws {
      let folder = into ?? "\(Project.root)/plugins"
      let made = try Skeleton(kind, name, root: Project.root, folder: folder)
      made.files.forEach(Terminal.result)
    }
  }
}
