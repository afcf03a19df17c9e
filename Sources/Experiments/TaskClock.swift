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

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

/// Runs `body` and says how many seconds it took.
func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let result = try body()
  return (result, start.duration(to: clock.now).seconds)
}
