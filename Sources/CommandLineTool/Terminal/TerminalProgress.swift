import Experiments
import Foundation

/// Progress on stderr: one redrawn bar on a terminal, now and then a plain line elsewhere.
final class TerminalProgress: ProgressSink {
  private let terminal: Terminal
  private let quiet: Bool
  private var barIsShown = false
  private var lastPlain: (task: String, at: Date)?
  /// The latest report of a phase that was not written as a plain line yet.
  private var unwritten: ProgressReport?
  /// Seconds between plain lines of one task.
  private static let plainInterval = 10.0

  init(_ terminal: Terminal, quiet: Bool) {
    self.terminal = terminal
    self.quiet = quiet
  }

  func show(_ report: ProgressReport) {
    guard !quiet else { return }
    if terminal.redraws {
      write("\r\u{1B}[2K" + bar(report))
      barIsShown = true
    } else {
      if let last = unwritten, title(last) != title(report) { writeLast() }
      if isDue(report.task) {
        unwritten = nil
        Terminal.note(line(report))
      } else {
        unwritten = report
      }
    }
  }

  func finish(task: String) {
    writeLast()
    lastPlain = nil
    clearBar()
  }

  func log(_ line: String) {
    guard !quiet else { return }
    clearBar()
    Terminal.note(line)
  }

  func warn(_ line: String) {
    clearBar()
    Terminal.note("warning: \(line)")
  }

  /// The last line of a phase, where it was not due before.
  private func writeLast() {
    if let unwritten { Terminal.note(line(unwritten)) }
    unwritten = nil
  }

  private func isDue(_ task: String) -> Bool {
    let now = Date()
    if let last = lastPlain, last.task == task,
      now.timeIntervalSince(last.at) < Self.plainInterval
    {
      return false
    }
    lastPlain = (task, now)
    return true
  }

  private func bar(_ report: ProgressReport) -> String {
    let cells = 24
    let filled = min(cells, max(0, Int((report.fraction * Double(cells)).rounded())))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: cells - filled)
    return String("\(title(report)) \(bar) \(facts(report))".prefix(max(20, terminal.width - 1)))
  }

  private func line(_ report: ProgressReport) -> String { "\(title(report)): \(facts(report))" }

  private func title(_ report: ProgressReport) -> String {
    report.task + (report.phase.map { " (\($0))" } ?? "")
  }

  private func facts(_ report: ProgressReport) -> String {
    var facts = [String(format: "%3.0f %%", report.fraction * 100)]
    if let seconds = report.remainingSeconds { facts.append("≤ \(Self.duration(seconds)) left") }
    if let metric = report.metric {
      facts.append("\(metric.name) \(String(format: "%.4f", metric.value))")
    }
    return facts.joined(separator: " · ")
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  private func clearBar() {
    guard barIsShown else { return }
    write("\r\u{1B}[2K")
    barIsShown = false
  }

  private func write(_ text: String) { StandardStream.errors.write(text) }
}
