import ArgumentParser
import Experiments
import Foundation
import Interactions
import Plugins

/// What every command that needs a split takes: a config, or a dataset and how it is split.
struct SplitOptions: ParsableArguments {
  @Option(help: "The config whose data is meant.")
  var config: String?

  @Option(help: "The dataset, where no config is given.")
  var data: String?

  @Option(help: "The recipe of the split: www23 or given (default: the dataset's own).")
  var split: String?

  @Option(help: "The seed of the split (default: 0).")
  var seed: UInt64?

  @Option(help: "Folder where the config's plugins are looked for first; may be repeated.")
  var plugins: [String] = []

  /// Whether a split was named at all.
  var isGiven: Bool { config != nil || data != nil }

  func validate() throws {
    if config != nil, data != nil {
      throw ValidationError("Name a config or a dataset, not both.")
    }
    if config != nil, split != nil || seed != nil {
      throw ValidationError("--config says how the data is split; leave --split and --seed out.")
    }
  }

  /// The split; its warnings go to stderr.
  func load() throws -> Split {
    let split = try blamingInput { try read() }
    split.warnings.sentences.forEach { Terminal.note("warning: \($0)") }
    return split
  }

  private func read() throws -> Split {
    let search = FileSearch(root: Project.root)
    if let config {
      let loaded = try ConfigLoader.load(
        Project.find(config), pluginFolders: plugins, root: Project.root, print: Terminal.note)
      let specification = loaded.specification
      return try specification.data.load(for: specification.evaluation.protocol, from: search)
    }
    guard let data else {
      throw ExperimentError.input("Say which split is meant: --config CONFIG or --data NAME.")
    }
    return try Datasets().find(data).load(from: search, recipe: split, seed: seed ?? 0)
  }
}

/// The dataset descriptors of the project.
struct Datasets {
  private let loader: DatasetLoader

  init() throws {
    let library = try PluginLibrary(folders: [], root: Project.root, print: Terminal.note)
    loader = DatasetLoader(library, folders: [Project.root])
  }

  var names: [String] { loader.names }

  /// The descriptor of a name.
  func find(_ name: String) throws -> DatasetDescriptor {
    if let found = try loader.find(name) { return found }
    throw ExperimentError.input(
      "There is no Data/\(name).lua; known are \(names.joined(separator: ", ")).")
  }
}
