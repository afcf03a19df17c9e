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

    @Argument(help: "The one kind to list, such as curriculum (default: all).")
    var kind: String?

    @OptionGroup var options: PluginOptions

    func run() throws {
      let kind = try kind.map(PluginCatalogue.kind)
      let entries = try PluginCatalogue(options.library()).entries
        .filter { kind == nil || $0.kind == kind }
      let rows = entries.map { [$0.kind.rawValue, $0.name, $0.summary, $0.origin] }
      Terminal.result(TextTable(["kind", "name", "summary", "from"], rows).text)
    }
  }

  /// `hetcomp plugins show [KIND] NAME`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "A plugin's parameters with defaults, ranges and help, its hooks, its file.")

    @Argument(help: "The plugin's name or file, after its kind if that is wanted.")
    var words: [String]

    @OptionGroup var options: PluginOptions

    func validate() throws {
      guard (1...2).contains(words.count) else {
        throw ValidationError("Name one plugin, such as rrd, or its kind and name.")
      }
    }

    func run() throws {
      let (name, kind) = (words[words.count - 1], words.count == 2 ? words[0] : nil)
      let pages = try blamingInput {
        try PluginCatalogue(options.library()).describe(name, of: kind)
      }
      Terminal.result(pages.map(\.text).joined(separator: "\n\n"))
    }
  }

  /// `hetcomp plugins check FILE…`
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find misspelt hooks, parameters and names of the API, without calling a hook.",
      discussion: """
        Files that are loaded by `require` are checked, too. A config's protocol measures a tiny world, \
        to see whether it gives the number that evaluate.monitor names.
        """)

    @Argument(
      help: "Plugins by file or name, specs, configs, or folders of them (default: all plugins).")
    var files: [String] = []

    @OptionGroup var options: PluginOptions

    func run() throws {
      let catalogue = try PluginCatalogue(options.library())
      let check = try PluginCheck(
        files.isEmpty ? catalogue.files : files.flatMap { try located($0, in: catalogue) },
        folders: options.folders, root: Project.root)
      check.sound.forEach { Terminal.result("\($0): no mistakes found") }
      guard check.findings.isEmpty else {
        check.findings.forEach(Terminal.result)
        let count = check.findings.count
        throw ExperimentError.input(
          count == 1 ? "1 mistake was found." : "\(count) mistakes were found.")
      }
    }

    /// The file itself, those in a folder, or those of the plugins that are called so.
    private func located(_ word: String, in catalogue: PluginCatalogue) throws -> [String] {
      let path = Project.find(word)
      guard Project.isFolder(path) else {
        return word.contains("/") || word.hasSuffix(".lua") ? [path] : try catalogue.files(of: word)
      }
      let files = Project.scripts(below: path)
      guard !files.isEmpty else {
        throw ExperimentError.input("\(word) holds no Lua file.")
      }
      return files
    }
  }
}
