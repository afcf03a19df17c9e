import Foundation
import Interactions

/// Where an experiment finds and leaves its files.
public struct ExperimentFolders: Sendable {
  /// The project's root, from which datasets and outside trajectories are searched.
  public var root: String
  /// Where runs go: `runs` under the root unless told.
  public var runs: String
  /// Where trajectories go: `Teachers` under the root unless told.
  public var teachers: String

  /// Folders under `root` unless told.
  public init(root: String, runs: String? = nil, teachers: String? = nil) {
    self.root = root
    self.runs = runs ?? "\(root)/runs"
    self.teachers = teachers ?? "\(root)/Teachers"
  }

  /// Makes a folder where there is none.
  /// - Parameter option: what names another place on the command line.
  /// - Throws: ``ExperimentError/input(_:)``.
  static func make(_ folder: String, orNameAnotherBy option: String) throws(ExperimentError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .input("\(folder): no folder can be made there; name another place with \(option).")
    }
  }

  /// The place of a file that goes with a dataset's teachers.
  ///
  /// An absolute path is taken as it is; a relative one is looked up in `Teachers/<dataset>`, the
  /// folders of `$HETCOMP_DATA`, `../shared/trajectories/<dataset>`, then the project's root.
  /// - Parameter key: the key of the config that names it.
  /// - Throws: ``ExperimentError/input(_:)`` that lists where it was looked for.
  func find(_ file: String, of dataset: String, named key: String) throws(ExperimentError) -> String
  {
    if file.hasPrefix("/") { return file }
    let search = FileSearch(root: root)
    let places =
      ["\(teachers)/\(dataset)"] + search.folders(of: dataset, .trajectories) + [root]
    for place in places where FileManager.default.fileExists(atPath: "\(place)/\(file)") {
      return "\(place)/\(file)"
    }
    var named: [String] = []
    for place in places where !named.contains(place) { named.append(place) }
    throw .input(
      "\(key): \(file) is in none of \(named.joined(separator: ", ")): put it into one of them, or name it "
        + "by its whole path.")
  }
}
