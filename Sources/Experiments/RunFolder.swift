import Formats
import Foundation

/// The folder of one run: everything one needs to read, compare, resume or repeat it.
///
/// Every file but the event file is written beside its name and renamed into place.
public struct RunFolder: Sendable {
  /// Where the folder is.
  public let path: String

  /// A folder that exists.
  /// - Throws: ``ExperimentError/input(_:)`` when there is none, or it is no run.
  public init(existing path: String) throws(ExperimentError) {
    guard Self.exists(path) else {
      throw .input("\(path) is not a run: it has no config.json.")
    }
    self.path = path
  }

  /// Whether a path is the folder of a run.
  public static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/config.json")
  }

  /// Makes the folder `runs/<name>/<stamp>`; a stamp that is taken gets a number after it.
  init(creatingIn runs: String, name: String, stamp: String) throws {
    let parent = "\(runs)/\(name)"
    try ExperimentFolders.make(parent, orNameAnotherBy: "--out")
    var path = "\(parent)/\(stamp)"
    var number = 2
    // Another run of the same second may take the name at any moment.
    while mkdir(path, 0o777) != 0 {
      guard errno == EEXIST else {
        throw ExperimentError.input("\(path) cannot be made: \(String(cString: strerror(errno))).")
      }
      path = "\(parent)/\(stamp)-\(number)"
      number += 1
    }
    self.path = path
  }

  /// The right to work in the folder, for as long as the answer is kept.
  /// - Throws: ``ExperimentError/input(_:)`` while another process works there.
  func lock() throws -> FileLock {
    if let lock = try FileLock(ifFree: file("run.lock")) { return lock }
    throw ExperimentError.input(
      "\(path) is being run by another process: wait for its end, or stop it.")
  }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The copies of what the caller read, by name, in the order of reading; none in a folder without
  /// digests.
  public static func copies(in folder: String) -> [String] {
    let sums = (try? String(contentsOfFile: "\(folder)/SHA256SUMS", encoding: .utf8)) ?? ""
    return sums.split(separator: "\n").compactMap { line in
      line.firstRange(of: "  ").map { String(line[$0.upperBound...]) }
    }
  }

  var hasResult: Bool { FileManager.default.fileExists(atPath: file("result.json")) }

  /// Writes the copies of what the caller read, with their digests, the resolved config, and the
  /// digests of the data.
  func write(_ sources: ExperimentSources, _ data: JSONObject) throws {
    var digests: [String] = []
    for (name, text) in sources.files {
      try AtomicFile.write(text, to: file("config/\(safe(name))"))
      digests.append(digest(of: text, name) + "\n")
    }
    try AtomicFile.write(digests.joined(), to: file("config/SHA256SUMS"))
    try AtomicFile.write(JSONValue.object(data).text(pretty: true) + "\n", to: file("data.json"))
    try AtomicFile.write(sources.resolved.text(pretty: true) + "\n", to: file("config.json"))
  }

  /// Puts present sources in the place of the copies that differ, and new ones beside them; those
  /// before go to `config/before-epoch-N`.
  /// - Returns: the names of those that were put there.
  func renew(_ files: [(name: String, text: String)], epoch: Int) throws -> [String] {
    var names = Self.copies(in: file("config"))
    var renewed: [String] = []
    for (name, text) in files {
      let place = safe(name)
      let before = try? String(contentsOfFile: file("config/\(place)"), encoding: .utf8)
      guard before != text else { continue }
      if let before {
        try AtomicFile.write(before, to: file("config/before-epoch-\(epoch)/\(place)"))
      }
      try AtomicFile.write(text, to: file("config/\(place)"))
      if !names.contains(place) { names.append(place) }
      renewed.append(name)
    }
    let lines = try names.map { name in
      digest(of: try String(contentsOfFile: file("config/\(name)"), encoding: .utf8), name) + "\n"
    }
    if !renewed.isEmpty { try AtomicFile.write(lines.joined(), to: file("config/SHA256SUMS")) }
    return renewed
  }

  /// A name that stays within the folder.
  private func safe(_ name: String) -> String {
    name.split(separator: "/").filter { $0 != ".." && $0 != "." }.joined(separator: "/")
  }

  private func digest(of text: String, _ name: String) -> String {
    "\(SHA256.hexDigest(of: text))  \(safe(name))"
  }

  /// Refuses settings that are not the run's own.
  /// - Throws: ``ExperimentError/input(_:)``, or what reading the run's config throws.
  public func check(settings: JSONValue) throws {
    let own = try JSONValue(file: file("config.json"))
    guard let (key, before, now) = own.firstDifference(from: settings) else { return }
    throw ExperimentError.input(
      "\(path) was made with \(key) = \(before), which is now \(now): a run keeps its settings; put "
        + "it back, or begin a new run.")
  }

  /// Refuses data that is not what the run began with.
  func check(data: JSONObject) throws {
    let own = try JSONValue(file: file("data.json"))
    guard let (key, _, _) = own.firstDifference(from: .object(data)) else { return }
    throw ExperimentError.input(
      "\(path) was begun with other data: its \(key) is not what is found now; put the files back, or "
        + "begin a new run.")
  }

  /// Refuses copies that were changed after the run began.
  func check(copies sources: ExperimentSources) throws {
    let digests = (try? String(contentsOfFile: file("config/SHA256SUMS"), encoding: .utf8)) ?? ""
    let known = Set(digests.split(separator: "\n").map(String.init))
    for (name, text) in sources.files where !known.contains(digest(of: text, name)) {
      throw ExperimentError.input(
        "\(file("config/\(safe(name))")) was changed after the run began; put it back, or begin a "
          + "new run with it.")
    }
  }
}
