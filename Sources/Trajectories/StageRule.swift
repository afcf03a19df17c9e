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

  /// Positions of the chosen evaluations, easiest first; the same one is chosen twice only when
  /// there are too few.
  /// - Parameter evaluations: in order of training, at least one.
  public func choose(from evaluations: [RecordedEvaluation]) -> [Int] {
    precondition(!evaluations.isEmpty)
    let best = evaluations.indices.reduce(0) {
      evaluations[$1].valid > evaluations[$0].valid ? $1 : $0
    }
    let epochs = evaluations.map { Double($0.epoch) }
    let valid = evaluations.map(\.valid)
    func steps(_ from: Double, _ to: Double, _ count: Int) -> [Double] {
      (1...max(1, count)).map { from + (to - from) * Double($0) / Double(max(1, count)) }
    }
    switch self {
    case .fractionsOfBest(let count):
      return Self.nearest(to: steps(0, epochs[best], count), among: epochs[...best])
    case .equalGain(let count):
      return Self.nearest(to: steps(valid[0], valid[best], count), among: valid[...best])
    case .epochs(let wanted):
      return Self.nearest(to: wanted.map { Double($0) }, among: epochs[...])
    }
  }

  /// The places of the values nearest to each goal; where two goals share one and there are enough
  /// values, later goals move on and leave room for those after them.
  private static func nearest(to goals: [Double], among values: ArraySlice<Double>) -> [Int] {
    let free = goals.map { nearest(to: $0, among: values) }
    guard Set(free).count < free.count, values.count >= goals.count else { return free }
    var next = values.startIndex
    return goals.enumerated().map { place, goal in
      let end = values.endIndex - (goals.count - 1 - place)
      let chosen = nearest(to: goal, among: values[next..<end])
      next = chosen + 1
      return chosen
    }
  }

  private static func nearest(to goal: Double, among values: ArraySlice<Double>) -> Int {
    values.indices.reduce(values.startIndex) {
      abs(values[$1] - goal) < abs(values[$0] - goal) ? $1 : $0
    }
  }
}
