import Foundation
import Tensors
import Testing
import Trajectories

@Suite struct ConsensusTests {
  let world = ListWorld(users: 400, items: 90, depth: 30, seed: 11)

  /// Each item's importance summed on whole rankings, as the definition says.
  private func reference(
    _ teachers: [Trajectory], _ stages: StageTable, user: Int, depth: Int, cutoff: Int
  ) -> [Int32] {
    var sums = [Float](repeating: 0, count: world.items)
    for item in 0..<world.items {
      sums[item] = Float(
        teachers.indices.reduce(0.0) { sum, teacher in
          let list = teachers[teacher].list(stage: stages[teacher, user], user: user)
          guard let rank = list.firstIndex(of: Int32(item)), rank < cutoff else { return sum }
          return sum + Double(exp(Float(rank) / -10))
        })
    }
    let order = sums.indices.filter { sums[$0] > 0 }.sorted { (sums[$1], $0) < (sums[$0], $1) }
    let list = order.prefix(depth).map { Int32($0) }
    return list + [Int32](repeating: -1, count: depth - list.count)
  }

  private func mixed(_ stages: StageTable, _ divisor: Int) throws -> StageTable {
    var stages = stages
    let pairs = stages.teachers * stages.users
    try stages.advance(
      Mask(
        (0..<pairs).map { $0 % divisor < 2 }, shape: [stages.teachers, stages.users]))
    return stages
  }

  @Test(arguments: [(10, 30), (50, 12), (90, 30)])
  func mergeIsTheSumOverWholeRankings(depth: Int, cutoff: Int) throws {
    let teachers = try (0..<3).map { try world.trajectory("t\($0)", stages: 3) }
    let consensus = try Consensus(teachers, rule: RankConsensus(cutoff: cutoff), depth: depth)
    let stages = try mixed(StageTable(of: teachers), 5)
    let found = try consensus.targets(stages)
    for user in 0..<world.users {
      let expected = reference(teachers, stages, user: user, depth: depth, cutoff: cutoff)
      #expect(found.row(user).values == expected, "user \(user)")
    }
  }

  @Test func aDeepTeacherIsTaughtAsFarAsItsRuleSays() throws {
    let world = ListWorld(users: 3, items: 200, depth: 150, seed: 2)
    let teacher = try world.trajectory("deep", stages: 1)
    for cutoff in [100, 150] {
      let rule = RankConsensus(scale: 100, cutoff: cutoff)
      let found = try Consensus([teacher], rule: rule, depth: 150).targets(
        StageTable(of: [teacher]))
      for user in 0..<3 {
        let list = Array(teacher.list(stage: 0, user: user).prefix(cutoff))
        #expect(found.row(user).values.filter { $0 >= 0 } == list)
      }
    }
  }

  @Test func rebuildingWhatChangedEqualsRebuildingAll() throws {
    let teachers = try (0..<2).map { try world.trajectory("t\($0)", stages: 4) }
    let kept = try Consensus(teachers, rule: RankConsensus(), depth: 20)
    var stages = StageTable(of: teachers)
    for divisor in [7, 3, 11, 2] {
      _ = try kept.targets(stages)
      stages = try mixed(stages, divisor)
      let fresh = try Consensus(teachers, rule: RankConsensus(), depth: 20)
      #expect(try kept.targets(stages).values == fresh.targets(stages).values)
    }
  }

  @Test func consistentItemsRiseAndRulesAreChecked() throws {
    let lists = [world.lists(purpose: "one")]
    let steady = world.depth - 1
    let deviations = Tensor(shape: [world.users, world.depth]) { span in
      for i in span.indices { span[i] = i % world.depth == steady ? 0 : 500 }
    }
    let teacher = try Trajectory(
      teacher: "one", items: world.items, lists: lists, deviations: [deviations])
    let consensus = try Consensus([teacher], rule: RankConsistencyConsensus(), depth: 3)
    let found = try consensus.targets(StageTable(of: [teacher]))
    for user in 0..<world.users {
      let list = teacher.list(stage: 0, user: user)
      #expect(found.row(user).values == [list[steady], list[0], list[1]])
    }

    struct Negative: ConsensusRule {
      func importance(rank: Tensor, deviation: Tensor?) throws -> Tensor { -rank }
    }
    let negative = try Consensus([teacher], rule: Negative(), depth: 3)
    #expect(throws: TrajectoryError.self) { try negative.targets(StageTable(of: [teacher])) }
  }

  @Test func aTableOfUsersTimesItemsGivesTheSameListsExactly() throws {
    // Two teachers, one twice as heavy, the other ignorant of every fourth user and of odd items.
    let known = try world.trajectory("known", stages: 2)
    let partial = (0..<2).map { stage in
      let lists = world.lists(purpose: "partial \(stage)")
      return IndexTensor(shape: lists.shape) { span in
        for user in 0..<world.users {
          var place = user * world.depth
          for item in lists.row(user).values where user % 4 != 0 && item % 2 == 0 {
            span[place] = item
            place += 1
          }
          while place < (user + 1) * world.depth {
            span[place] = -1
            place += 1
          }
        }
      }
    }
    let other = try Trajectory(teacher: "partial", items: world.items, lists: partial)
    let teachers = [known, other]
    let stages = try mixed(StageTable(of: teachers), 3)
    let depth = 40
    let consensus = try Consensus(
      teachers, rule: RankConsensus(), weights: [2, 1], depth: depth)
    let found = try consensus.targets(stages)
    var dense = [Double](repeating: 0, count: world.users * world.items)
    for (teacher, weight) in zip(teachers.indices, [Float(2), 1]) {
      for user in 0..<world.users {
        let list = teachers[teacher].list(stage: stages[teacher, user], user: user)
        for (rank, item) in list.enumerated() {
          dense[user * world.items + Int(item)] +=
            Double((Tensor(Float(rank)) / -10).exp().scalar * weight)
        }
      }
    }
    for user in 0..<world.users {
      let sums = (0..<world.items).map { Float(dense[user * world.items + $0]) }
      let order = sums.indices.filter { sums[$0] > 0 }.sorted { (sums[$1], $0) < (sums[$0], $1) }
      let list = order.prefix(depth).map { Int32($0) }
      #expect(
        found.row(user).values == list + [Int32](repeating: -1, count: depth - list.count))
    }
    let gap = try Discrepancy(k: 10).gap(student: found, trajectories: teachers, stages: stages)
    #expect(gap[1, 0] == 0, "an unknown user has nothing left to learn of this teacher")
  }

  @Test func teachersOfDifferentSplitsAreRefused() throws {
    let other = ListWorld(users: 400, items: 91, depth: 30, seed: 1)
    let teachers = [try world.trajectory("a", stages: 1), try other.trajectory("b", stages: 1)]
    #expect(throws: TrajectoryError.self) {
      try Consensus(teachers, rule: RankConsensus())
    }
  }
}
