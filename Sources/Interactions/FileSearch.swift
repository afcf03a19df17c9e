import Formats
import Foundation

/// Where datasets and trajectories are looked for.
public struct FileSearch: Sendable {
  /// What is looked for, and so where.
  public enum Kind: Sendable {
    /// Files of a dataset: `Data/`, `../shared/data/`.
    case data
    /// Trajectories of a dataset: `Teachers/`, `../shared/trajectories/`.
    case trajectories

    fileprivate var ownFolder: String { self == .data ? "Data" : "Teachers" }
    fileprivate var sharedFolder: String { self == .data ? "data" : "trajectories" }
  }

  /// The project's folder.
  public let root: String
  /// The folders of `$HETCOMP_DATA`.
  public let extraFolders: [String]

  /// A search from a project's folder; `$HETCOMP_DATA` holds folders parted by colons.
  public init(
    root: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.root = root
    extraFolders = (environment["HETCOMP_DATA"] ?? "").split(separator: ":").map(String.init)
  }

  /// The folders of a dataset, in the order in which they are looked through: the project's own,
  /// for each folder of `$HETCOMP_DATA` the one of this name in it or that folder itself when it
  /// has this name, and the shared one beside the project.
  public func folders(of dataset: String, _ kind: Kind) -> [String] {
    var folders = [ownFolder(of: dataset, kind)]
    for folder in extraFolders {
      if kind == .trajectories { folders.append("\(folder)/trajectories/\(dataset)") }
      folders.append("\(folder)/\(dataset)")
      if URL(fileURLWithPath: folder).lastPathComponent == dataset { folders.append(folder) }
    }
    return folders + ["\(root)/../shared/\(kind.sharedFolder)/\(dataset)"]
  }

  /// The folder in which files of the project itself lie.
  public func ownFolder(of dataset: String, _ kind: Kind) -> String {
    "\(root)/\(kind.ownFolder)/\(dataset)"
  }

  /// The first place where a file is; nil when it is nowhere.
  public func find(_ file: String, of dataset: String, _ kind: Kind) -> String? {
    folders(of: dataset, kind).map { "\($0)/\(file)" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The files of a dataset that are nowhere.
  public func missing(of dataset: DatasetDescriptor) -> [DatasetFile] {
    dataset.files.filter { find($0.name, of: dataset.name, .data) == nil }
  }

  /// The place of a dataset's file, fetched from its source when it is nowhere.
  ///
  /// A file that is found but is not the one its digest names is used, and a note says so.
  func obtain(
    _ file: DatasetFile, of dataset: String, notes: inout [String],
    progress: (String, Double) -> Void
  ) throws -> String {
    if let path = find(file.name, of: dataset, .data) {
      if let expected = file.sha256, try SHA256.hexDigest(ofFile: path) != expected.lowercased() {
        notes.append(
          "\(path) is not the published file (its SHA-256 differs): it is used as it is.")
      }
      return path
    }
    let path = "\(ownFolder(of: dataset, .data))/\(file.name)"
    let remedy =
      "put \(file.name) into \(ownFolder(of: dataset, .data)) or into the folder "
      + "\(dataset) of a folder in $HETCOMP_DATA"
    guard let url = file.url else {
      throw DataError("\(file.name) of \(dataset) is nowhere, and has no source: \(remedy)")
    }
    do {
      try Download(url: url, path: path, bytes: file.bytes, sha256: file.sha256)
        .run { progress(file.name, $0) }
    } catch let failure as DownloadFailure {
      throw DataError(
        "\(file.name) of \(dataset) is nowhere and could not be fetched from \(url) "
          + "(\(failure.reason)): \(remedy)")
    }
    return path
  }
}
