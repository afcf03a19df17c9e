import Experiments
import Foundation
import LuaRuntime

/// An edit of a plugin's file, or of one that plugins require.
public struct PluginEdit {
  /// The file as messages show it.
  let file: String
  /// What the run keeps of it: the plugin's text, and those of the files that it requires, by their
  /// places among the copies.
  let files: [(name: String, text: String)]
  /// Why the old one stays; nil when the new one was taken over.
  let problem: String?
}

/// When a file was last changed, and how long it was then.
struct FileStamp: Equatable {
  private let date: Date?
  private let size: Int?

  init(_ path: String) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    date = attributes?[.modificationDate] as? Date
    size = attributes?[.size] as? Int
  }
}

/// A plugin that was loaded from a file.
struct HeldPlugin {
  let plugin: PluginDefinition
  /// Where it lies.
  let path: String
  /// Its place among the run's copies.
  var copy = ""
}

extension PluginLibrary {
  /// The files of plugins, and those that they have required, as they are now.
  func stamps() -> [String: FileStamp] {
    let paths = held.values.map(\.path) + required
    return Dictionary(paths.map { ($0, FileStamp($0)) }) { first, _ in first }
  }

  /// What was edited between two looks at the files; plugins are taken over where that is possible.
  func edits(from before: [String: FileStamp], to now: [String: FileStamp]) -> [PluginEdit] {
    let changed = before.keys.sorted().filter { now[$0] != before[$0] }
    return changed.flatMap { path in
      let plugins = held.values.filter { $0.path == path }
      guard plugins.isEmpty else { return plugins.map(renew) }
      let problem =
        "what plugins require stays as long as the process runs; --take-plugins takes it"
      return [PluginEdit(file: shown(path), files: [], problem: problem)]
    }
  }
}

extension PluginDefinition {
  /// Becomes what an edited file declares.
  /// - Throws: ``ConfigError`` when it is another plugin, or takes other parameters.
  func adopt(_ edited: PluginDefinition, from file: String) throws {
    try check(edited, from: file)
    take(edited)
  }

  private func check(_ edited: PluginDefinition, from file: String) throws {
    func refuse(_ message: String) -> ConfigError { ConfigError(origin: file, message: message) }
    guard edited.kind == kind, edited.name == name else {
      throw refuse("it is now \(edited.title), and was \(title)")
    }
    func shown(_ keys: [Key]) -> [String] {
      keys.map { "\($0.name): \($0.type.wanted), \($0.fallback?.shown ?? "")" }
    }
    guard shown(edited.parameters) == shown(parameters) else {
      throw refuse("it declares other parameters, which only a new run can set")
    }
    for (key, sampler) in ownSamplers {
      try edited.ownSamplers[key].map { try sampler.check($0, from: file) }
    }
  }
}
