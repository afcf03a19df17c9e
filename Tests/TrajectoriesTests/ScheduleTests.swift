import Foundation
import GoldenSupport
import Tensors
import Testing
import Trajectories

/// The published curriculum, step by step, out of stages and discrepancies.
@Suite struct ScheduleTests {
  @Test(arguments: GoldenFolder.allCases.filter(\.isThere))
  func stagesFollowThePublishedSchedule(_ folder: GoldenFolder) throws {
    let files = try folder.cases("dkc_schedule")
    #expect(!files.isEmpty)
    for file in files { try follow(file) }
  }

  private func follow(_ file: GoldenCase) throws {
    let teachers = try teachers(file)
    let train = try file.intRows("train_items")
    let discrepancy = Discrepancy(k: try file.int("K"), gain: .student, digits: 4)
    var stages = StageTable(of: teachers)
    var last = Tensor(0)
    for step in try file.parts("steps") {
      let student = try student(step, masking: train, k: discrepancy.k)
      let gap = try discrepancy.gap(
        student: student, trajectories: teachers, stages: stages.next())
      if try step.field("is_first").bool == true {
        last = gap
      } else {
        let ticks = try step.int("epoch") / file.int("p")
        let threshold = Float(try file.double("alpha") * pow(0.995, Double(ticks)))
        let ratio = try Tensor(zip(last.values, gap.values).map { $0 / $1 }, shape: gap.shape)
        let ready = try ratio.compare(Tensor(threshold), >) | ratio.compare(Tensor(1), <)
        let moved = try ready & stages.open()
        try stages.advance(moved)
        let following = try discrepancy.gap(
          student: student, trajectories: teachers, stages: stages.next())
        last = try last.replacing(moved, with: following)
      }
      let selection = try step.intRows("selection_after").joined().map { $0 }
      #expect(stages.indices.values == selection, "\(step.label)")
      let expected = try step.matrix("last_dist_after").joined().map { Float($0) }
      #expect(last.count == expected.count, "\(step.label)")
      #expect(zip(last.values, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(step.label)")
    }
  }

  private func teachers(_ file: GoldenCase) throws -> [Trajectory] {
    let items = try file.int("n_items")
    return try file.parts("teacher_perms").map { model in
      let lists = try model.parts().map { stage in
        let rows = try stage.intRows()
        return try IndexTensor(Array(rows.joined()), shape: [rows.count, rows[0].count])
      }
      return try Trajectory(teacher: model.label, items: items, lists: lists)
    }
  }

  private func student(_ step: GoldenCase, masking train: [[Int32]], k: Int) throws -> IndexTensor {
    let rows = try step.intRows("sorted_items").enumerated().map { user, order in
      Array(order.filter { !train[user].contains($0) }.prefix(k))
    }
    return try IndexTensor(Array(rows.joined()), shape: [rows.count, k])
  }
}
