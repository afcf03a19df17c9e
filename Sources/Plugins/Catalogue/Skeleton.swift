import Experiments
import Formats
import Foundation

/// A new plugin to start from: a commented file that works, and a spec beside it that passes.
public struct Skeleton {
  /// The files that were written.
  public let files: [String]

  /// What it decides.
  public let kind: PluginKind

  /// How the shipped skeletons call themselves.
  private static let placeholder = "my-"

  /// Writes `FOLDER/KIND/NAME.lua`, or `FOLDER/NAME.lua`, and its spec, from `plugins/skeletons`.
  ///
  /// - Parameters:
  ///   - root: the project's root.
  ///   - folder: the folder of plugins to write into.
  ///   - flat: whether the files lie in the folder itself.
  /// - Throws: `ExperimentError.input` when kind or name will not do, or a file is there already.
  public init(
    _ kind: String, _ name: String, root: String, folder: String, flat: Bool = false
  ) throws(ExperimentError) {
    let kinds = PluginKind.allCases.map(\.rawValue)
    guard let kind = PluginKind(rawValue: kind) else {
      throw .input("\"\(kind)\" is no kind of plugin; \(suggestion(for: kind, among: kinds))")
    }
    guard name.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil else {
      throw .input(
        "\"\(name)\" will not do as a name: small letters and digits, joined by hyphens.")
    }
    let place = flat ? folder : "\(folder)/\(kind.folder)"
    let written = ["", "_spec"].map { "\(place)/\(name)\($0).lua" }
    for path in written where FileManager.default.fileExists(atPath: path) {
      throw .input("\(path) is there already; nothing was written.")
    }
    for (path, suffix) in zip(written, ["", "_spec"]) {
      let source = "\(root)/plugins/skeletons/\(Self.placeholder)\(kind.rawValue)\(suffix).lua"
      guard let text = try? String(contentsOfFile: source, encoding: .utf8) else {
        throw .input("\(source) is missing; it is part of the project.")
      }
      let filled = text.replacing("\(Self.placeholder)\(kind.rawValue)", with: name)
      do { try AtomicFile.write(filled, to: path) } catch { throw .input("\(error)") }
    }
    files = written
    self.kind = kind
  }
}
