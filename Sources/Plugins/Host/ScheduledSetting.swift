import Experiments
import Formats

/// A schedule in the place of a number of a config: asked once an epoch, and held to what the key
/// takes. Where whole numbers are wanted, the schedule's is rounded to the nearest.
final class ScheduledSetting: Schedule {
  private let schedule: any ScriptedSchedule
  private let path: String
  private let type: KeyType
  private var latest: (epoch: Int, number: Double)?
  private weak var run: (any RunView)?

  /// - Parameters:
  ///   - path: the key of the config.
  ///   - type: what stands there when it is no schedule.
  init(_ schedule: any ScriptedSchedule, at path: String, _ type: KeyType) {
    self.schedule = schedule
    self.path = path
    self.type = type
  }

  /// Whether its numbers are whole.
  var isWhole: Bool { if case .integer = type { true } else { false } }

  /// The number of an epoch.
  /// - Throws: `ExperimentError.pluginFailed` that names key, epoch and value when it is out of range.
  func value(at t: Double, epoch: Int) throws -> Double {
    let number = try present(at: t, epoch: epoch)
    run?.note(number, of: path)
    return number
  }

  private func present(at t: Double, epoch: Int) throws -> Double {
    if let latest, latest.epoch == epoch { return latest.number }
    let given = try schedule.value(at: t, epoch: epoch)
    guard let number = type.taking(given) else {
      throw schedule.refusal(of: given, at: epoch, key: path, wanted: type.wanted)
    }
    latest = (epoch, number)
    return number
  }

  /// Forgets an earlier training.
  func setup(_ run: DistillationRun) throws { try setup(view: run) }

  /// The same, with anything that looks like a run.
  func setup(view: any RunView) throws {
    latest = nil
    self.run = view
    try schedule.setup(view: view)
  }

  /// The present number, so that an epoch that was interrupted goes on with it, and the schedule's
  /// state.
  func savedState() throws -> ParticipantState? {
    let present = latest.map {
      ParticipantState(values: ["epoch": .int($0.epoch), "number": .double($0.number)])
    }
    return ParticipantState(parts: [
      ("present", present), ("schedule", try schedule.savedState()),
    ])
  }

  /// Takes over what ``savedState()`` gave.
  func restore(_ state: ParticipantState) throws {
    let present = state.part("present")?.values
    if let epoch = present?["epoch"]?.int, let number = present?["number"]?.double {
      latest = (epoch, number)
    }
    try state.part("schedule").map(schedule.restore)
  }
}

extension KeyType {
  /// What a key of this type makes of a schedule's number; nil when it cannot take it.
  fileprivate func taking(_ number: Double) -> Double? {
    switch self {
    case .number(let bounds) where number.isFinite && bounds.holds(number): number
    case .integer(let bounds) where abs(number) < 1e15 && bounds.holds(number.rounded()):
      number.rounded()
    default: nil
    }
  }
}
