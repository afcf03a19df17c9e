import ArgumentParser
import Experiments
import Foundation
import Plugins

extension PluginCommands {
  /// `hetcomp plugins new KIND NAME`
  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Begin a plugin: a commented file that works, and a spec beside it that passes.")

    @Argument(help: "curriculum, schedule, sampler, consensus, objective, protocol or callback.")
    var kind: String

    @Argument(help: "Its name, such as my-schedule.")
    var name: String

    @Option(
      help: """
        The folder to write into (default: plugins of the project, by kind; outside the project the \
        current folder).
        """)
    var into: String?

    @OptionGroup var options: PluginOptions

    func run() throws {
      let isShipped = into == nil && Project.isCurrent
      let folder = into ?? (isShipped ? "\(Project.root)/plugins" : ".")
      let namesakes = try? PluginCatalogue(options.library()).describe(name, of: kind).map(\.file)
      let made = try Skeleton(
        kind, name, root: Project.root, folder: folder, flat: into == nil && !isShipped)
      let files = made.files.map(short)
      files.forEach(Terminal.result)
      if let namesakes {
        Terminal.note(
          "warning: there is \(made.kind.noun) \"\(name)\" already "
            + "(\(namesakes.joined(separator: ", "))); name yours by its path")
      }
      let named = isShipped && namesakes == nil ? name : files[0]
      let next = [
        ["plugins", "check", files[0]], ["test", files[1]],
        ["run", "configs/quickstart.lua", Self.override(made.kind, named)],
      ]
      Terminal.note("\nnext:")
      for words in next {
        let line = ([Project.command] + words).map(Project.quoted).joined(separator: " ")
        Terminal.note("  \(line)")
      }
    }

    /// A path as one types it from the current folder.
    private func short(_ path: String) -> String {
      let current = FileManager.default.currentDirectoryPath + "/"
      if path.hasPrefix(current) { return String(path.dropFirst(current.count)) }
      return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }

    /// What puts a plugin of a kind into a run.
    private static func override(_ kind: PluginKind, _ name: String) -> String {
      switch kind {
      case .curriculum: "distill.curriculum=\(name)"
      case .schedule: "train.optimizer.lr=\(name)"
      case .sampler: "distill.objective={\"rrd\", uninteresting=\"\(name)\"}"
      case .consensus: "distill.consensus=\(name)"
      case .objective: "distill.objective=\(name)"
      case .protocol: "evaluate.protocol=\(name)"
      case .callback: "callbacks={\"\(name)\"}"
      }
    }
  }
}
