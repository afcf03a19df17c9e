import Experiments
import Foundation
import LuaRuntime

/// An edit of a plugin's file.
public struct PluginEdit {
  /// The file as messages show it.
  let file: String
  /// Its place among the run's copies.
  let name: String
  let text: String
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
  /// Where it lies, and what stood there.
  var path: String
  let text: String
  /// Its place among the run's copies.
  var copy = ""
  /// When the file was last changed, while it is watched.
  var stamp: FileStamp?
}

extension PluginLibrary {
  /// From now on ``edits()`` tells what is changed.
  func beginWatching() {
    for (key, plugin) in held { held[key]?.stamp = FileStamp(plugin.path) }
  }

  /// The plugins whose files were edited since they were read, taken over where that is possible.
  func edits() -> [PluginEdit] {
    held.keys.sorted().compactMap { key in
      guard let known = held[key], let before = known.stamp else { return nil }
      let stamp = FileStamp(known.path)
      guard stamp != before else { return nil }
      held[key]?.stamp = stamp
      return renew(key, from: known.path)
    }
  }

  /// Takes over the present sources of plugins that were loaded from a run's copies.
  ///
  /// Answers with those that differ. One that is nowhere now keeps its copy.
  /// - Throws: ``ConfigError`` when one does not load, is mistaken, or takes other parameters, and
  ///   when a file that they require was changed.
  public func takePresent(from folders: [String]) throws -> [PluginEdit] {
    let now = PluginPlaces(folders: folders, root: places.root)
    var paths: [String: String] = [:]
    for (key, known) in held {
      let kind = known.plugin.kind
      let name = String(key.dropFirst(kind.folder.count + 1))
      paths[key] =
        now.candidates(kind, name).first {
          $0.isOfKind || PluginPlaces.declares(kind, $0.path)
        }?.path
    }
    let beside = paths.values.sorted().map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }
    try refuseChangedModules(in: folders + beside)
    return try held.keys.sorted().compactMap { key in
      guard let known = held[key] else { return nil }
      guard let path = paths[key] else {
        return PluginEdit(
          file: known.copy, name: known.copy, text: "", problem: "it is nowhere to be found now")
      }
      guard try String(contentsOfFile: path, encoding: .utf8) != known.text else { return nil }
      let edit = renew(key, from: path)
      if let problem = edit?.problem {
        throw ExperimentError.input("\(problem); nothing was taken over")
      }
      held[key]?.path = path
      return edit
    }
  }

  /// What `require` answered stays for a whole run.
  private func refuseChangedModules(in folders: [String]) throws {
    for module in required {
      let path = folders.map { "\($0)/\(module.name)" }
        .first { FileManager.default.fileExists(atPath: $0) }
      guard let path, try text(path) != module.text else { continue }
      throw ConfigError(
        origin: shown(path),
        message: "it was changed, and a run keeps the files that its plugins require: write what "
          + "changed into the plugin; nothing was taken over")
    }
  }

  /// Whether a failure begins with the name of a plugin that lies in a file of its own, from where
  /// it can be taken over.
  public func holdsPlugin(ofFailure reason: String) -> Bool {
    held.values.flatMap { [$0.plugin] + $0.plugin.ownSamplers.values }
      .contains { reason.hasPrefix($0.title) }
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
