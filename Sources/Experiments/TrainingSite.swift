import Formats
import Foundation

/// What every training of a run shares: the specification, how to measure, where to write.
final class TrainingSite {
  let specification: ExperimentSpecification
  let measurement: Measurement
  let folder: RunFolder
  let metrics: LineLog
  let timings: LineLog
  let isResumed: Bool
  let progress: any ProgressSink
  let interruption: Interruption
  private let events: EventFile
  private let wallTime: () -> Double

  init(
    specification: ExperimentSpecification, measurement: Measurement, folder: RunFolder,
    isResumed: Bool, progress: any ProgressSink, interruption: Interruption,
    wallTime: @escaping () -> Double
  ) throws {
    self.specification = specification
    self.measurement = measurement
    self.folder = folder
    self.isResumed = isResumed
    self.progress = progress
    self.interruption = interruption
    self.wallTime = wallTime
    metrics = try LineLog(folder.file("metrics.jsonl"), continuing: isResumed)
    timings = try LineLog(folder.file("timings.jsonl"), continuing: isResumed)
    events = try EventFile(folder.eventFile(), wallTime: wallTime())
  }

  /// Adds scalars to the event file.
  func record(_ scalars: [(name: String, value: Double)], epoch: Int) throws {
    try events.append(scalars, step: epoch, wallTime: wallTime())
    try events.flush()
  }
}

extension RunFolder {
  /// The event file that is there, else the name of a new one.
  fileprivate func eventFile() -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let known = names.filter { $0.hasPrefix("events.out.tfevents.") }.min()
    return file(known ?? "events.out.tfevents.0.hetcomp")
  }
}
