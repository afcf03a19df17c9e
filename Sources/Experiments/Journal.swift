/// Passes everything on to another sink, and keeps log lines and warnings in a file.
final class Journal: ProgressSink {
  private let sink: any ProgressSink
  private let lines: LineLog

  init(_ sink: any ProgressSink, _ path: String, continuing: Bool) throws {
    self.sink = sink
    lines = try LineLog(path, continuing: continuing)
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
    lines.append(line)
    try? lines.write()
  }
}
