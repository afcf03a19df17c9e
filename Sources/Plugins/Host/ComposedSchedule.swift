import Experiments
import Formats

/// A schedule that can be set up with whatever run a script is given.
protocol ScriptedSchedule: Schedule {
  func setup(view: any RunView) throws
  /// What is said of a number that the key it stands for cannot take.
  func refusal(of number: Double, at epoch: Int, key: String, wanted: String) -> ExperimentError
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

  init(_ rule: ScheduleRule, _ first: Part, _ second: Part, turn: Double) {
    self.rule = rule
    parts = [("first", first), ("second", second)]
    self.turn = turn
  }

  /// The joined number; a part that is followed, or follows, sees its own share as 0…1.
  func value(at t: Double, epoch: Int) throws -> Double {
    let (first, second) = (parts[0].part, parts[1].part)
    return switch rule {
    case .sum: try first.value(at: t, epoch: epoch) + second.value(at: t, epoch: epoch)
    case .product: try first.value(at: t, epoch: epoch) * second.value(at: t, epoch: epoch)
    case .then where t < turn: try first.value(at: t / turn, epoch: epoch)
    case .then: try second.value(at: turn < 1 ? (t - turn) / (1 - turn) : 1, epoch: epoch)
    }
  }

  /// Names the key and the rule: no part alone is to blame.
  func refusal(of number: Double, at epoch: Int, key: String, wanted: String) -> ExperimentError {
    .pluginFailed(
      "\(key), epoch \(epoch): schedule \"\(rule.rawValue)\" gives \(number), but \(wanted) is needed"
    )
  }

  func setup(view: any RunView) throws {
    for (_, part) in parts { try part.schedule?.setup(view: view) }
  }

  /// The states of the parts, each under its name.
  func savedState() throws -> ParticipantState? {
    ParticipantState(parts: try parts.map { ($0, try $1.schedule?.savedState()) })
  }

  /// Hands the parts their states.
  func restore(_ state: ParticipantState) throws {
    for (name, part) in parts { try state.part(name).map { try part.schedule?.restore($0) } }
  }
}
