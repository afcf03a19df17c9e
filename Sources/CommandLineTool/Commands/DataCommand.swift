import ArgumentParser
import Experiments
import Formats
import Foundation
import Interactions

/// `hetcomp data list|show|fetch|convert|split`
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "List, describe, fetch, convert and split datasets.",
    subcommands: [List.self, Show.self, Fetch.self, Convert.self, Cut.self])

  /// Shows how much of a file has come.
  private static func progress(_ file: String, _ share: Double) {
    if share == 1 { Terminal.note("fetched \(file)") }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The datasets that are described, and whether their files are here.")

    func run() throws {
      try blamingInput {
        let datasets = try Datasets()
        let search = FileSearch(root: Project.root)
        for name in datasets.names {
          let described = try datasets.find(name)
          let missing = search.missing(of: described)
          let state =
            missing.isEmpty
            ? "here" : missing.allSatisfy { $0.url != nil } ? "to be fetched" : "to be brought"
          Terminal.result("\(name)\t\(state)\t\(described.title)")
        }
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a dataset is, where its files are, and how much is in it.")

    @Argument(help: "The dataset.")
    var name: String

    func run() throws {
      try blamingInput {
        let described = try Datasets().find(name)
        let search = FileSearch(root: Project.root)
        let facts = [
          ("", described.title), ("licence: ", described.licence),
          ("citation: ", described.citation),
        ]
        for (label, fact) in facts where !fact.isEmpty { Terminal.result(label + fact) }
        let places = described.files.map { search.find($0.name, of: described.name, .data) }
        for (file, place) in zip(described.files, places) {
          let source =
            file.url.map { "at \($0)" }
            ?? "nowhere; put it into \(search.ownFolder(of: described.name, .data))"
          Terminal.result("\(file.name): \(place ?? source)")
        }
        guard places.allSatisfy({ $0 != nil }) else { return }
        let split = try described.load(from: search)
        Terminal.result(
          "\(split.userCount) users, \(split.itemCount) items; split \(described.split): "
            + "\(split.train.count) train, \(split.valid.count) valid, \(split.test.count) test; "
            + "fingerprint \(split.fingerprint)")
        split.warnings.sentences.forEach { Terminal.note("warning: \($0)") }
      }
    }
  }

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download what is not here, and check it.")

    @Argument(help: "Datasets.")
    var names: [String]

    func run() throws {
      try blamingInput {
        for name in names {
          let (paths, notes) = try Datasets().find(name).fetch(
            from: FileSearch(root: Project.root), progress: DataCommand.progress)
          notes.forEach { Terminal.note("warning: \($0)") }
          paths.forEach(Terminal.result)
        }
      }
    }
  }

  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a dataset, or a pickle of interactions, as text.",
      discussion: """
        A pickle is a dict from users to an item or to items, such as DE-RRD's train_mat, \
        valid_sample and test_sample.
        """)

    @Argument(help: "A dataset, or a pickle.")
    var source: String

    @Option(help: "tsv (user, item) or lightgcn (user item item …).")
    var format = InteractionText.tsv

    @Option(name: .customLong("to"), help: "The file to write.")
    var target: String

    func run() throws {
      try blamingInput {
        if FileManager.default.fileExists(atPath: source) {
          try format.write(pickledInteractions(source), to: target)
        } else {
          let list = try Datasets().find(source).interactions(
            from: FileSearch(root: Project.root), progress: DataCommand.progress)
          list.warnings.sentences.forEach { Terminal.note("warning: \($0)") }
          try format.write(list.rows, to: target)
        }
        Terminal.result(target)
      }
    }
  }

  struct Cut: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "split",
      abstract: "Write the parts of a split, with the original ids beside them.")

    @Argument(help: "The dataset.")
    var name: String

    @Option(help: "The recipe: www23 or given (default: the dataset's own).")
    var recipe: String?

    @Option(help: "The seed of the split.")
    var seed: UInt64 = 0

    @Option(name: .customLong("to"), help: "The folder.")
    var target: String

    func run() throws {
      try blamingInput {
        let split = try Datasets().find(name).load(
          from: FileSearch(root: Project.root), recipe: recipe, seed: seed,
          progress: DataCommand.progress)
        split.warnings.sentences.forEach { Terminal.note("warning: \($0)") }
        try split.write(to: target)
        Terminal.result("\(target): fingerprint \(split.fingerprint)")
      }
    }
  }
}

extension InteractionText: ExpressibleByArgument {}
