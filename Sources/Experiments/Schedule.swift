/// A number that depends on how far training has come: a learning rate, a loss weight.
public protocol Schedule: RunParticipant {
  /// The number at `t`, the elapsed share of the epoch budget in 0…1, at the beginning of `epoch`; see
  /// ``elapsedShare(epoch:of:)``.
  func value(at t: Double, epoch: Int) throws -> Double
}

extension Schedule {
  /// The number for `epoch` out of `epochs`.
  public func value(epoch: Int, of epochs: Int) throws -> Double {
    try value(at: elapsedShare(epoch: epoch, of: epochs), epoch: epoch)
  }
}

/// The elapsed share of a budget of `epochs`, as schedules see it: 0 in the first epoch, 1 in the last
/// and thereafter.
public func elapsedShare(epoch: Int, of epochs: Int) -> Double {
  min(1, Double(epoch) / Double(max(1, epochs - 1)))
}

/// A setting that may be a plain number or follow a schedule.
public enum ScheduledNumber {
  /// The same number throughout.
  case constant(Double)
  /// A number asked for at the beginning of every epoch.
  case scheduled(any Schedule)

  /// The number for `epoch` out of `epochs`.
  func value(epoch: Int, of epochs: Int) throws -> Double {
    switch self {
    case .constant(let value): value
    case .scheduled(let schedule): try schedule.value(epoch: epoch, of: epochs)
    }
  }

  /// What must be set up before the first epoch and kept in checkpoints; nil for a plain number.
  var schedule: (any Schedule)? {
    if case .scheduled(let schedule) = self { schedule } else { nil }
  }
}
