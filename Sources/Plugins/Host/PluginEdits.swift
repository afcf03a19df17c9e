import Foundation
import LuaRuntime

/// An edit of a plugin's file.
struct PluginEdit {
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

extension PluginDefinition {
  /// Becomes what an edited file declares.
  /// - Throws: ``ConfigError`` when it is another plugin, or takes other parameters.
  func adopt(_ edited: PluginDefinition, from file: String) throws {
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
    take(edited)
  }
}
