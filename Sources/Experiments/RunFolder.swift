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
    guard FileManager.default.fileExists(atPath: "\(path)/config.json") else {
      throw .input("\(path) is not a run: it has no config.json.")
    }
    self.path = path
  }

  /// Makes the folder `runs/<name>/<stamp>`; a stamp that is taken gets a number after it.
  init(creatingIn runs: String, name: String, stamp: String) throws {
    let parent = "\(runs)/\(name)"
    let manager = FileManager.default
    try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
    var path = "\(parent)/\(stamp)"
    var number = 2
    while manager.fileExists(atPath: path) {
      path = "\(parent)/\(stamp)-\(number)"
      number += 1
    }
    try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
    self.path = path
  }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  var hasResult: Bool { FileManager.default.fileExists(atPath: file("result.json")) }

  /// Writes the copies of what the caller read, with their digests, and the resolved config.
  func write(_ sources: ExperimentSources) throws {
    var digests: [String] = []
    for (name, text) in sources.files {
      try AtomicFile.write(text, to: file("config/\(safe(name))"))
      digests.append(digest(of: text, name) + "\n")
    }
    try AtomicFile.write(digests.joined(), to: file("config/SHA256SUMS"))
    try AtomicFile.write(sources.resolved.text(pretty: true) + "\n", to: file("config.json"))
  }

  /// Puts an edited source in the place of a copy; the one before goes to `config/before-epoch-N`.
  func adopt(_ text: String, as name: String, epoch: Int) throws {
    let path = file("config/\(safe(name))")
    let sums = file("config/SHA256SUMS")
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let lines = try String(contentsOfFile: sums, encoding: .utf8).split(separator: "\n")
    let old = digest(of: before, name)
    let new = lines.map { $0 == old ? digest(of: text, name) : String($0) }
    try AtomicFile.write(before, to: file("config/before-epoch-\(epoch)/\(safe(name))"))
    try AtomicFile.write(text, to: path)
    try AtomicFile.write(new.map { $0 + "\n" }.joined(), to: sums)
  }

  /// A name that stays within the folder.
  private func safe(_ name: String) -> String {
    name.split(separator: "/").filter { $0 != ".." && $0 != "." }.joined(separator: "/")
  }

  private func digest(of text: String, _ name: String) -> String {
    "\(SHA256.hexDigest(of: text))  \(safe(name))"
  }

  /// Refuses to continue a run that was made with another config.
  func check(_ sources: ExperimentSources) throws {
    guard try JSONValue(file: file("config.json")) == sources.resolved else {
      throw ExperimentError.input(
        "\(path) was made with another config than the one given; resume it with its own copy, "
          + "\(file("config")).")
    }
    let digests = (try? String(contentsOfFile: file("config/SHA256SUMS"), encoding: .utf8)) ?? ""
    let known = Set(digests.split(separator: "\n").map(String.init))
    for (name, text) in sources.files where !known.contains(digest(of: text, name)) {
      throw ExperimentError.input(
        "\(file("config/\(safe(name))")) was changed after the run began; put it back, or begin a "
          + "new run with it.")
    }
  }
}
