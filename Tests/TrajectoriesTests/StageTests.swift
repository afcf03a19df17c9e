import Tensors
import Testing
import Trajectories

@Suite struct StageTests {
  @Test func pairsAdvanceToTheirLastStageAndNoFurther() throws {
    var stages = StageTable(users: 2, lastStages: [3, 1])
    let all = try Mask([true, true, true, false], shape: [2, 2])
    try stages.advance(all)
    try stages.advance(all)
    #expect(stages.indices.values == [2, 2, 1, 0])
    #expect(stages.next().indices.values == [3, 3, 1, 1])
    #expect(stages.atLast().indices.values == [3, 3, 1, 1])
    #expect(try stages.open().values == [true, true, false, true])
    #expect(stages.meanStages == [2, 0.5])
    #expect(stages.fractionAtLast == 0.25)
    #expect(throws: TensorError.self) { try stages.advance(Mask([true], shape: [1])) }
    #expect(throws: TensorError.self) {
      try stages.restore(IndexTensor([3, 3, 2, 0], shape: [2, 2]))
    }
    var copy = StageTable(users: 2, lastStages: [3, 1])
    try copy.restore(stages.indices)
    #expect(copy == stages)
  }

  /// The stages of six real teachers, from how often and how long each was evaluated.
  @Test(arguments: [
    (8, 152, [40, 72, 112, 152]), (6, 66, [18, 30, 48, 66]), (4, 88, [20, 44, 64, 88]),
    (4, 112, [28, 56, 84, 112]), (4, 80, [20, 40, 60, 80]), (2, 20, [4, 10, 14, 20]),
  ])
  func stagesLieNearestToFractionsOfTheBest(every: Int, best: Int, chosen: [Int]) {
    let evaluations = (1...best / every + 3).map { index in
      let epoch = index * every
      return RecordedEvaluation(epoch: epoch, valid: epoch <= best ? Double(epoch) : 0)
    }
    let stages = StageRule.fractionsOfBest(4).choose(from: evaluations)
    #expect(stages.map { evaluations[$0].epoch } == chosen)
    let named = StageRule.epochs(chosen).choose(from: evaluations)
    #expect(named == stages)
  }

  /// The best evaluation stays the last stage, and no other is chosen twice while there are enough.
  @Test(arguments: [StageRule.fractionsOfBest(4), .equalGain(4)])
  func anEvaluationIsChosenTwiceOnlyWhereThereAreTooFew(rule: StageRule) {
    let late = [1, 2, 3, 40, 41].map { RecordedEvaluation(epoch: $0, valid: Double($0)) }
    #expect(rule.choose(from: late) == [1, 2, 3, 4])
    #expect(rule.choose(from: Array(late.prefix(4))) == [0, 1, 2, 3])
    let few = rule.choose(from: Array(late.prefix(2)))
    #expect(few.count == 4 && few.last == 1 && few == few.sorted())
  }

  @Test func equalGainsAreOfTheMeasureNotOfTime() {
    let evaluations = [0.0, 0.6, 0.7, 0.8, 1.0, 0.9].enumerated().map {
      RecordedEvaluation(epoch: $0 + 1, valid: $1)
    }
    #expect(StageRule.equalGain(2).choose(from: evaluations) == [1, 4])
  }
}
