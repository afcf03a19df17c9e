import Distillation
import Interactions
import Tensors
import Testing
import Trajectories

@Suite struct BatchTests {
  private let train = InteractionMatrix(
    rows: (0..<300).map { user in (0..<Int32(user % 7)).map { $0 * 3 } }, itemCount: 30)

  @Test func interactionsDecideHowOftenUsersCome() {
    let batches = UserBatches(train, size: 64, seed: 4)
    let epoch = batches.users(epoch: 2)
    #expect(epoch == batches.users(epoch: 2))
    #expect(epoch != batches.users(epoch: 3))
    #expect(epoch != UserBatches(train, size: 64, seed: 5).users(epoch: 2))
    #expect(epoch.count == batches.count && epoch.count == (train.count + 63) / 64)
    for users in epoch { #expect(zip(users, users.dropFirst()).allSatisfy { $0 < $1 }) }
    #expect(Set(epoch.joined()) == Set((0..<300).filter { $0 % 7 > 0 }.map { Int32($0) }))
    let uniform = UserBatches(train, size: 64, sampling: .uniform, seed: 4).users(epoch: 0)
    #expect(uniform.joined().sorted() == (0..<300).filter { $0 % 7 > 0 }.map { Int32($0) })
  }

  @Test func exclusionsAreTrainingItemsAndFirstTargets() throws {
    let lists = IndexTensor(shape: [300, 4]) { span in
      for user in 0..<300 {
        for (place, item) in [28, 1, 25, -1].enumerated() { span[user * 4 + place] = Int32(item) }
      }
    }
    let targets = try Targets(train: train, positives: Positives(trainOrderOf: train), lists: lists)
    let batch = targets.batch([3, 7, 13])
    #expect(batch.exclusions(targets: 2)[0] == [0, 1, 3, 6, 28])
    #expect(batch.exclusions(targets: 4)[1] == [1, 25, 28])
    #expect(batch.exclusions(targets: 0)[2] == [0, 3, 6, 9, 12, 15])
    #expect(batch.targets.row(2).values == [28, 1, 25, -1])
    #expect(batch.positives.row(0).values == [0, 3, 6, -1, -1, -1])
    try targets.show(IndexTensor(repeating: 29, shape: [300, 1]))
    #expect(targets.batch([7]).exclusions(targets: 1)[0] == [29])
    #expect(throws: TensorError.self) {
      try targets.show(IndexTensor(repeating: 30, shape: [300, 1]))
    }
    #expect(throws: TensorError.self) { try targets.show(IndexTensor([1])) }
  }

  @Test func phaseChangesWhenItsRuleSays() throws {
    var stages = StageTable(users: 400, lastStages: [1, 1])
    #expect(!PhaseSwitch.fraction(0.995).isDue(at: stages, epoch: 9))
    #expect(PhaseSwitch.epoch(9).isDue(at: stages, epoch: 9))
    #expect(!PhaseSwitch.epoch(9).isDue(at: stages, epoch: 8))
    var ready = [Bool](repeating: true, count: 800)
    for user in 0..<3 { ready[user] = false }
    try stages.advance(Mask(ready, shape: [2, 400]))
    #expect(PhaseSwitch.fraction(0.995).isDue(at: stages, epoch: 0))
    // Means 0.9925 and 1: rounded to two decimals the first is 0.99.
    #expect(!PhaseSwitch.roundedMeans.isDue(at: stages, epoch: 0))
    ready = [Bool](repeating: false, count: 800)
    for user in 0..<2 { ready[user] = true }
    try stages.advance(Mask(ready, shape: [2, 400]))
    #expect(PhaseSwitch.roundedMeans.isDue(at: stages, epoch: 0))
  }
}
