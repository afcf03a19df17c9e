import GoldenSupport
import Tensors
import Testing
import Trajectories

@Suite struct DiscrepancyTests {
  @Test(arguments: GoldenFolder.allCases.filter(\.isThere))
  func followsThePublishedMeasure(_ folder: GoldenFolder) throws {
    let files = try folder.cases("dkc_ndcg_u")
    #expect(!files.isEmpty)
    for file in files {
      let k = try file.int("K")
      let exact = Discrepancy(k: k, gain: .student)
      let rounded = Discrepancy(k: k, gain: .student, digits: 4)
      for one in try file.parts("cases") {
        let masked = one.value["train_items"]?.array == nil ? [] : try one.ints("train_items")
        let student = try one.ints("student_list").filter { !masked.contains($0) }
        let teacher = try one.ints("teacher_list")
        let distance = exact(student: student, teacher: teacher)
        #expect(abs(distance - (1 - (try one.double("ndcg")))) < 1e-9, "\(one.label)")
        let published = rounded(student: student, teacher: teacher)
        #expect(abs(published - (try one.double("discrepancy"))) < 1e-9, "\(one.label)")
      }
    }
  }

  /// Values of a direct transcription of the definitions: student list 0…49 against these.
  @Test func tellsTheTwoReadingsApart() {
    let student = [Int32](0..<50)
    let teachers: [(list: [Int32], student: Double, teacher: Double)] = [
      ([Int32](0..<50), 0, 0),
      ([Int32](0..<50).reversed(), 0, 0.5631),
      ([Int32](10..<60), 0.8229, 0.4482),
      ([Int32](0..<10) + [Int32](100..<140), 0.1771, 0.1771),
      ([Int32](50..<100), 1, 1),
    ]
    for (list, byStudent, byTeacher) in teachers {
      let found = Discrepancy(k: 50, gain: .student)(student: student, teacher: list)
      #expect(abs(found - byStudent) < 5e-5)
      let textbook = Discrepancy(k: 50, gain: .teacher)(student: student, teacher: list)
      #expect(abs(textbook - byTeacher) < 5e-5)
    }
  }

  @Test func gapOfAllUsersIsThatOfEachAndNeedsFittingTables() throws {
    let world = ListWorld(users: 300, items: 60, depth: 20, seed: 3)
    let teachers = try (0..<3).map { try world.trajectory("t\($0)", stages: 2) }
    var stages = StageTable(of: teachers)
    try stages.advance(
      Mask((0..<900).map { $0.isMultiple(of: 7) }, shape: [3, 300]))
    let student = world.lists(purpose: "student")
    let discrepancy = Discrepancy(k: 10)
    let gap = try discrepancy.gap(student: student, trajectories: teachers, stages: stages)
    #expect(gap.shape == [3, 300])
    for teacher in 0..<3 {
      for user in 0..<300 {
        let list = teachers[teacher].list(stage: stages[teacher, user], user: user)
        let alone = discrepancy(student: student.row(user).values, teacher: list)
        #expect(gap[teacher, user] == Float(alone))
      }
    }
    #expect(throws: TrajectoryError.self) {
      try Discrepancy(k: 21).gap(student: student, trajectories: teachers, stages: stages)
    }
    let wild = IndexTensor(repeating: 60, shape: [300, 10])
    #expect(throws: TrajectoryError.self) {
      try discrepancy.gap(student: wild, trajectories: teachers, stages: stages)
    }
  }
}
