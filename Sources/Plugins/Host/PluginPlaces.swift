import Foundation

/// Where the files of plugins may lie.
///
/// A name is looked for in each folder in turn, first below the folder of its kind, then flat; the
/// current folder comes last. What ends in `.lua` is a path, from the current folder or the root.
struct PluginPlaces {
  /// The folders that were named, in the order in which they are searched.
  let folders: [String]
  /// The project's root.
  let root: String
  /// The folder of a run's copies, when an experiment is read back from there.
  var copies: String?

  /// A file that may hold a plugin, and whether its folder says of which kind.
  struct Candidate {
    let path: String
    let isOfKind: Bool
  }

  /// Every folder that is searched for a name.
  var searched: [String] {
    var seen: Set<String> = []
    return (folders + (copies == nil ? ["."] : [])).filter {
      seen.insert(Self.standard($0)).inserted
    }
  }

  /// A folder's path in the one form in which paths are compared.
  static func standard(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// What a plugin is called: a file by its name without folder and ending.
  static func name(of given: String) -> String {
    guard given.hasSuffix(".lua") else { return given }
    return URL(fileURLWithPath: given).deletingPathExtension().lastPathComponent
  }

  /// The files that exist for a name or path, in the order in which they are tried.
  func candidates(_ kind: PluginKind, _ name: String) -> [Candidate] {
    all(kind, name).filter { candidate in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  private func all(_ kind: PluginKind, _ name: String) -> [Candidate] {
    if name.hasSuffix(".lua") {
      let kept = copies.map { ["\($0)/\(kind.folder)/\(Self.name(of: name)).lua"] } ?? []
      let given = name.hasPrefix("/") ? [name] : [name, "\(root)/\(name)"]
      return (kept + given).map { Candidate(path: $0, isOfKind: true) }
    }
    guard !name.contains("/"), !name.contains("..") else { return [] }
    return searched.flatMap { folder in
      [
        Candidate(path: "\(folder)/\(kind.folder)/\(name).lua", isOfKind: true),
        Candidate(path: "\(folder)/\(name).lua", isOfKind: false),
      ]
    }
  }

  /// The names of a kind's plugins in all folders, sorted; nothing is run.
  func names(_ kind: PluginKind) -> [String] {
    let found = searched.flatMap { folder in
      files(in: "\(folder)/\(kind.folder)")
        + files(in: folder).filter { Self.declares(kind, "\(folder)/\($0)") }
    }
    return Set(found.map(Self.name(of:))).sorted()
  }

  private func files(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".lua") && !$0.hasSuffix("_spec.lua") }
  }

  /// Whether a file reads as if it returned a plugin of a kind.
  static func declares(_ kind: PluginKind, _ path: String) -> Bool {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      !text.contains(".experiment")
    else { return false }
    return text.ranges(of: ".\(kind.rawValue)").contains { range in
      let next = text[range.upperBound...].drop { $0.isWhitespace }.first
      return next == "{" || next == "("
    }
  }
}
