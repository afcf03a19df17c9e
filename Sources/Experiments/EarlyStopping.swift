/// Decides when training has stopped getting better, phase by phase.
///
/// A phase is exhausted once `patience` evaluations in a row brought nothing better than the best of
/// that phase. Only the last phase then ends the training; an earlier one opens the next, because an
/// objective that has not been in use yet cannot be judged. The best epoch of all phases is
/// remembered beside it.
public struct EarlyStopping: Equatable, Sendable {
  /// Evaluations in a row without a better value before training stops.
  public let patience: Int
  /// The best value of all phases.
  public private(set) var best: Double?
  /// The epoch of ``best``; the earlier of equals.
  public private(set) var bestEpoch: Int?
  /// The best value of the present phase.
  public private(set) var phaseBest: Double?
  /// Evaluations in a row without a better value in this phase.
  public private(set) var misses = 0

  /// Nothing seen yet.
  public init(patience: Int) { self.patience = patience }

  init(patience: Int, best: Double?, bestEpoch: Int?, phaseBest: Double?, misses: Int) {
    self.patience = patience
    self.best = best
    self.bestEpoch = bestEpoch
    self.phaseBest = phaseBest
    self.misses = misses
  }

  /// Takes an evaluation in; true when it is the best of all phases.
  ///
  /// A value that is not a number never counts as better.
  public mutating func record(_ value: Double, epoch: Int) -> Bool {
    if value > phaseBest ?? -.infinity {
      phaseBest = value
      misses = 0
    } else {
      misses += 1
    }
    guard value > best ?? -.infinity else { return false }
    best = value
    bestEpoch = epoch
    return true
  }

  /// Begins a phase: its patience starts anew.
  public mutating func beginPhase() {
    phaseBest = nil
    misses = 0
  }

  /// Whether the present phase has nothing more to give.
  public var isExhausted: Bool { misses >= patience }
}
