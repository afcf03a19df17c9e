/// Which of a teacher's evaluations become its stages.
public enum StageRule: Sendable, Equatable {
  /// The best evaluation, and before it those nearest to equal fractions of its epoch: for four
  /// stages ¼, ½ and ¾. Of two equally near ones the earlier.
  case fractionsOfBest(Int)
  /// The best evaluation, and before it those nearest to equal steps of the measured number from
  /// the first evaluation to the best.
  case equalGain(Int)
  /// The evaluations nearest to these epochs, in the given order.
  case epochs([Int])

  /// How many stages it chooses.
  public var count: Int {
    switch self {
    case .fractionsOfBest(let count), .equalGain(let count): max(1, count)
    case .epochs(let epochs): epochs.count
    }
  }

  /// Positions of the chosen evaluations, easiest first; the same one may be chosen twice when there
  /// are few.
  /// - Parameter evaluations: in order of training, at least one.
  public func choose(from evaluations: [RecordedEvaluation]) -> [Int] {
    precondition(!evaluations.isEmpty)
    let best = evaluations.indices.reduce(0) {
      evaluations[$1].valid > evaluations[$0].valid ? $1 : $0
    }
    let epoch: (Int) -> Double = { Double(evaluations[$0].epoch) }
    let valid: (Int) -> Double = { evaluations[$0].valid }
    switch self {
    case .fractionsOfBest(let count):
      return (1...max(1, count)).map { stage in
        nearest(to: epoch(best) * Double(stage) / Double(count), among: 0...best, epoch)
      }
    case .equalGain(let count):
      let gain = valid(best) - valid(0)
      return (1...max(1, count)).map { stage in
        nearest(to: valid(0) + gain * Double(stage) / Double(count), among: 0...best, valid)
      }
    case .epochs(let epochs):
      return epochs.map { nearest(to: Double($0), among: 0...evaluations.count - 1, epoch) }
    }
  }

  private func nearest(to goal: Double, among range: ClosedRange<Int>, _ value: (Int) -> Double)
    -> Int
  {
    range.reduce(range.lowerBound) {
      abs(value($1) - goal) < abs(value($0) - goal) ? $1 : $0
    }
  }
}
