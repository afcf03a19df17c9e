import Trajectories

/// Which part of an objective is in use; HetComp's adaptive knowledge transfer.
public enum Phase: String, Sendable, CaseIterable {
  /// Overall relations first: targets against the rest of the catalogue.
  case overall
  /// Fine-grained ranking after: the order of the targets too.
  case rank
}

/// When the phase becomes ``Phase/rank``.
public enum PhaseSwitch: Sendable, Equatable {
  /// When this share of (teacher, user) pairs is at the last stage.
  case fraction(Double)
  /// When the teachers' mean stages, each rounded to two decimals, add up to the last stages: the
  /// published code's rule.
  case roundedMeans
  /// After this epoch, whatever the stages.
  case epoch(Int)

  /// Whether the phase is due after `epoch`, counted from 0, at these stages.
  public func isDue(at stages: StageTable, epoch: Int) -> Bool {
    switch self {
    case .fraction(let share): stages.fractionAtLast >= share
    case .roundedMeans:
      stages.meanStages.map { ($0 * 100).rounded(.toNearestOrEven) }.reduce(0, +)
        >= Double(stages.lastStages.reduce(0, +) * 100)
    case .epoch(let last): epoch >= last
    }
  }
}
