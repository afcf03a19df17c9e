import Experiments
import Formats

/// A schedule that can be set up with whatever run a script is given.
protocol ScriptedSchedule: Schedule {
  func setup(view: any RunView) throws
}

extension ScriptedSchedule {
  /// Prepares for a training.
  public func setup(_ run: DistillationRun) throws { try setup(view: run) }
}

/// Two schedules, or a schedule and a number, joined by a rule.
final class ComposedSchedule: ScriptedSchedule {
  /// What is joined.
  enum Part {
    case number(Double)
    case schedule(any ScriptedSchedule)

    func value(at t: Double, epoch: Int) throws -> Double {
      switch self {
      case .number(let number): number
      case .schedule(let schedule): try schedule.value(at: t, epoch: epoch)
      }
    }

    var schedule: (any ScriptedSchedule)? {
      if case .schedule(let schedule) = self { schedule } else { nil }
    }
  }

  private let rule: ScheduleRule
  private let parts: [(name: String, part: Part)]
  /// Where the second part follows the first, as a share of the run.
  private let turn: Double
  /// The key of the config that it stands for, and what that key can take.
  private let path: String
  private let bounds: Bounds

  init(
    _ rule: ScheduleRule, _ first: Part, _ second: Part, turn: Double, path: String,
    _ bounds: Bounds
  ) {
    self.rule = rule
    parts = [("first", first), ("second", second)]
    self.turn = turn
    self.path = path
    self.bounds = bounds
  }

  /// The joined number; a part that is followed, or follows, sees its own share as 0…1.
  func value(at t: Double, epoch: Int) throws -> Double {
    let (first, second) = (parts[0].part, parts[1].part)
    let number =
      switch rule {
      case .sum: try first.value(at: t, epoch: epoch) + second.value(at: t, epoch: epoch)
      case .product: try first.value(at: t, epoch: epoch) * second.value(at: t, epoch: epoch)
      case .then where t < turn: try first.value(at: t / turn, epoch: epoch)
      case .then: try second.value(at: turn < 1 ? (t - turn) / (1 - turn) : 1, epoch: epoch)
      }
    guard number.isFinite, bounds.holds(number) else {
      throw ExperimentError.pluginFailed(
        "\(path), epoch \(epoch): the \(rule.rawValue) of its schedules is \(number), but a number"
          + "\(bounds.shown) is needed")
    }
    return number
  }

  func setup(view: any RunView) throws {
    for (_, part) in parts { try part.schedule?.setup(view: view) }
  }

  /// The states of the parts, each under its name.
  func savedState() throws -> ParticipantState? {
    let states = try parts.compactMap { name, part in
      try part.schedule?.savedState().map { (name: name, state: $0) }
    }
    guard !states.isEmpty else { return nil }
    var values = JSONObject()
    for (name, state) in states { values[name] = state.values }
    return ParticipantState(
      values: .object(values),
      tensors: states.flatMap { name, state in
        state.tensors.map { (name: "\(name).\($0.name)", value: $0.value) }
      })
  }

  /// Hands the parts their states.
  func restore(_ state: ParticipantState) throws {
    for (name, part) in parts {
      guard let values = state.values[name] else { continue }
      let tensors = state.tensors.filter { $0.name.hasPrefix("\(name).") }
        .map { (name: String($0.name.dropFirst(name.count + 1)), value: $0.value) }
      try part.schedule?.restore(ParticipantState(values: values, tensors: tensors))
    }
  }
}
