import Formats
import Foundation

/// Why nothing came from a source.
struct DownloadFailure: Error {
  let reason: String
}

/// Fetches one file with `curl`, checks it, and only then gives it its name.
struct Download {
  let url: String
  let path: String
  let bytes: Int?
  let sha256: String?

  /// Fetches the file.
  ///
  /// - Parameter progress: called about five times a second with the share that has come, and at
  ///   the end with 1.
  /// - Throws: ``DownloadFailure`` when nothing came, ``DataError`` when another file came.
  func run(progress: (Double) -> Void) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let partial = "\(path).\(UUID().uuidString.prefix(8)).partial"
    defer { try? FileManager.default.removeItem(atPath: partial) }
    try fetch(to: partial, progress)
    try check(partial)
    guard rename(partial, path) == 0 else {
      throw FileError.unwritable(path, reason: String(cString: strerror(errno)))
    }
    progress(1)
  }

  private func fetch(to partial: String, _ progress: (Double) -> Void) throws {
    let curl = Process()
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    curl.arguments = [
      "curl", "--fail", "--silent", "--show-error", "--location", "--connect-timeout", "15",
      "--retry", "2", "--output", partial, "--", url,
    ]
    let messages = Pipe()
    curl.standardError = messages
    curl.standardOutput = FileHandle.nullDevice
    do {
      try curl.run()
    } catch {
      throw DownloadFailure(reason: "curl cannot be started: \(error.localizedDescription)")
    }
    while curl.isRunning {
      if let bytes, bytes > 0 { progress(min(1, Double(size(of: partial)) / Double(bytes))) }
      Thread.sleep(forTimeInterval: 0.2)
    }
    guard curl.terminationStatus == 0 else {
      let text = String(decoding: messages.fileHandleForReading.availableData, as: UTF8.self)
      let reason = text.split(separator: "\n").last.map(String.init)
      throw DownloadFailure(
        reason: curl.terminationStatus == 127 ? "curl is not installed" : reason ?? "curl failed")
    }
  }

  private func size(of path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  private func check(_ partial: String) throws {
    guard let expected = sha256?.lowercased() else { return }
    let found = try SHA256.hexDigest(ofFile: partial)
    guard found == expected else {
      throw DataError(
        "\(url) gave a file with SHA-256 \(found), not \(expected); it was removed")
    }
  }
}
