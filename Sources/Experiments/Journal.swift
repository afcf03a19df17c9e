import Foundation

/// Passes everything on to another sink, and keeps log lines and warnings in a file.
final class Journal: ProgressSink {
  private let sink: any ProgressSink
  private let file: FileHandle

  init(_ sink: any ProgressSink, _ path: String, continuing: Bool) throws {
    self.sink = sink
    if !continuing || !FileManager.default.fileExists(atPath: path) {
      try Data().write(to: URL(filePath: path))
    }
    file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seekToEnd()
  }

  func show(_ report: ProgressReport) { sink.show(report) }
  func finish(task: String) { sink.finish(task: task) }

  func log(_ line: String) {
    sink.log(line)
    note(line)
  }

  func warn(_ line: String) {
    sink.warn(line)
    note("warning: \(line)")
  }

  /// Keeps a line that was shown before the file existed, or that the caller shows.
  ///
  /// A log that cannot be written must not end a training; the next checkpoint will say why.
  func note(_ line: String) {
    try? file.write(contentsOf: Data("\(line)\n".utf8))
  }
}
