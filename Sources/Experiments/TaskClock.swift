/// Measures a task's epochs and estimates how long the rest of its budget will take.
struct TaskClock {
  private let clock = ContinuousClock()
  private var epochStart: ContinuousClock.Instant
  private var recent: [Double] = []
  private var sinceReport: ContinuousClock.Instant

  init() {
    epochStart = clock.now
    sinceReport = clock.now
  }

  /// Begins to measure an epoch.
  mutating func beginEpoch() { epochStart = clock.now }

  /// Ends the epoch; its seconds.
  mutating func endEpoch() -> Double {
    let seconds = epochStart.duration(to: clock.now).seconds
    recent.append(seconds)
    if recent.count > 20 { recent.removeFirst() }
    return seconds
  }

  /// Seconds for `epochs` more, by the mean of the last twenty; nil before the first is measured.
  func remaining(_ epochs: Double) -> Double? {
    recent.isEmpty ? nil : epochs * recent.reduce(0, +) / Double(recent.count)
  }

  /// Whether a tenth of a second has gone by since this last said yes.
  mutating func isTimeToReport() -> Bool {
    guard sinceReport.duration(to: clock.now) > .milliseconds(100) else { return false }
    sinceReport = clock.now
    return true
  }
}
