import Experiments
import Formats
import Foundation

/// Where the files of a run came from, so that it can go on with what stands there now.
struct RunOrigin {
  /// The config's path.
  let config: String
  /// The folders where plugins were looked for first.
  let plugins: [String]
  /// The folder from which relative paths count.
  let folder: String

  private static let file = "origin.json"

  /// The origin of a run that is begun here.
  init(config: String, plugins: [String]) {
    self.config = config
    self.plugins = plugins
    folder = FileManager.default.currentDirectoryPath
  }

  /// The origin of the run at `path`.
  init(of path: String) throws {
    guard let json = try? JSONValue(file: "\(path)/config/\(Self.file)"),
      let config = json["config"]?.string, let folder = json["folder"]?.string
    else {
      throw ExperimentError.input(
        "\(path) does not say where its config came from (config/\(Self.file)); go on with its copies, "
          + "without --take-plugins.")
    }
    self.config = config
    self.folder = folder
    plugins = (json["plugins"]?.array ?? []).compactMap(\.string)
  }

  /// What a run folder keeps of it.
  var source: (name: String, text: String) {
    let json: JSONValue = [
      "config": .string(config), "plugins": .array(plugins.map { .string($0) }),
      "folder": .string(folder),
    ]
    return (Self.file, json.text(pretty: true) + "\n")
  }
}
