import Experiments
import Formats
import LuaRuntime

/// `self.params`: what the config says, and the present numbers of what follows schedules.
final class PluginParameters {
  /// What the plugin sees, read-only.
  let view: LuaTable
  private let values: LuaTable
  private let scheduled: [(name: String, setting: ScheduledSetting)]
  /// The epoch whose numbers are seen, and the numbers.
  private var shown: (epoch: Int, numbers: [Double])?

  /// - Parameters:
  ///   - plugin: whose they are.
  ///   - fixed: those that stay the same.
  init(
    of plugin: String, _ fixed: [(String, JSONValue)],
    scheduled: [(name: String, setting: ScheduledSetting)], in state: LuaState
  ) throws {
    values = try state.table()
    for (name, value) in fixed { try values.set(name, try LuaValue(value, in: state)) }
    view = try state.readOnly(values, name: "the parameters of \(plugin)")
    self.scheduled = scheduled
  }

  /// Whether nothing changes over time.
  var areFixed: Bool { scheduled.isEmpty }

  /// Prepares the schedules for a training.
  func setup(_ run: any RunView) throws {
    shown = nil
    for (_, setting) in scheduled { try setting.setup(view: run) }
  }

  /// Shows the numbers of an epoch, and answers with them.
  @discardableResult
  func turn(to epoch: Int, of epochs: Int) throws -> [Double] {
    if let shown, shown.epoch == epoch { return shown.numbers }
    let numbers = try scheduled.map { try $0.setting.value(epoch: epoch, of: epochs) }
    for ((name, setting), number) in zip(scheduled, numbers) {
      try values.set(name, setting.isWhole ? .integer(Int(number)) : .number(number))
    }
    shown = (epoch, numbers)
    return numbers
  }

  /// The schedules' states, each under its parameter's name.
  func savedState() throws -> ParticipantState? {
    ParticipantState(parts: try scheduled.map { ($0, try $1.savedState()) })
  }

  /// Takes over the schedules' states.
  func restore(_ state: ParticipantState) throws {
    shown = nil
    for (name, setting) in scheduled { try state.part(name).map(setting.restore) }
  }
}
