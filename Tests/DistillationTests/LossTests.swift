import Distillation
import Tensors
import Testing

/// Both losses on random inputs of the shapes that real data has: ragged lists, pads, repetitions.
@Suite struct LossTests {
  /// Users of different numbers of positives and targets.
  private func ragged(seed: UInt64, items: Int = 70, spread: Float = 1) -> LossCase {
    func matrix(_ rows: Int, _ purpose: String) -> [[Double]] {
      let tensor = Tensor(
        normal: [rows, 4], deviation: spread, from: RandomStream(seed: seed, named: purpose))
      return (0..<rows).map { row in (0..<4).map { Double(tensor[row, $0]) } }
    }
    let orders = (0..<5).map { user in
      var order = (0..<items).map { Int32($0) }
      var stream = RandomStream(seed: seed, named: "order", index: user)
      stream.shuffle(&order)
      return order
    }
    return LossCase(
      reference: ReferenceLosses(
        users: matrix(5, "users"), items: matrix(items, "items"),
        train: orders.enumerated().map { user, order in Array(order.prefix(3 + user)) },
        positives: orders.enumerated().map { user, order in Array(order.prefix(user)) },
        targets: orders.enumerated().map { user, order in
          Array(order.dropFirst(8).prefix([20, 20, 13, 1, 0][user]))
        }), k: 20)
  }

  @Test(arguments: Phase.allCases)
  func raggedListsCountOnlyWhatTheyHold(_ phase: Phase) throws {
    for seed in 0..<4 {
      let one = ragged(seed: UInt64(seed))
      try one.found(phase).expectEqual(
        one.expected(phase), loss: 1e-5, gradient: 1e-4, "seed \(seed)")
    }
  }

  /// Scores far beyond either clip: between 40 and 80 the wider one keeps value and gradient.
  @Test(arguments: Phase.allCases, [Float(40), 80])
  func scoresAreClipped(_ phase: Phase, _ clip: Float) throws {
    var one = ragged(seed: 3, spread: 5)
    one.reference.clip = Double(clip)
    let objective = HetCompObjective(overallWeight: 1, rankWeight: 1, clip: clip)
    try one.found(phase, by: objective).expectEqual(
      one.expected(phase), loss: 1e-5, gradient: 1e-4, "clip \(clip)")
    one.reference.clip = 120 - Double(clip)
    let other = one.expected(phase)
    one.reference.clip = Double(clip)
    #expect(abs(other.value - one.expected(phase).value) > 1, "no score lies between the clips")
  }

  /// With one target neither half of the list nor a tenth holds an item.
  @Test(arguments: Phase.allCases)
  func oneTargetIsEnough(_ phase: Phase) throws {
    var one = ragged(seed: 5)
    one.k = 1
    one.reference.targets = one.reference.targets.map { Array($0.prefix(1)) }
    try one.found(phase).expectEqual(one.expected(phase), loss: 1e-5, gradient: 1e-4, "one")
  }

  @Test(arguments: Phase.allCases)
  func gradientsOfTheReferenceAreSlopes(_ phase: Phase) {
    var one = ragged(seed: 9, items: 40)
    let gradient = one.expected(phase)
    let step = 1e-5
    for (row, column) in [(0, 0), (1, 3), (2, 1), (3, 2), (4, 0)] {
      one.reference.users[row][column] += step
      let above = one.expected(phase).value
      one.reference.users[row][column] -= 2 * step
      let below = one.expected(phase).value
      one.reference.users[row][column] += step
      #expect(abs((above - below) / (2 * step) - gradient.users[row][column]) < 1e-6)
    }
  }

  /// Once a user's targets hold nearly all mass, a pool taken by subtraction is noise; summed over
  /// its own items it keeps its digits.
  @Test func poolKeepsItsDigitsBesideHeavyTargets() throws {
    var one = ragged(seed: 2)
    for item in one.reference.items.indices { one.reference.items[item] = [-3, 0, 0, 0] }
    for user in one.reference.users.indices {
      one.reference.users[user] = [4, 0, 0, 0]
      for target in one.reference.targets[user] { one.reference.items[Int(target)] = [3, 0, 0, 0] }
    }
    try one.found(.overall).expectEqual(
      one.expected(.overall), loss: 1e-5, gradient: 1e-4, "heavy targets")
  }
}
