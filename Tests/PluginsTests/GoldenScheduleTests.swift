import Experiments
import Formats
import GoldenSupport
import Plugins
import Tensors
import Testing
import Trajectories

/// The shipped curriculum, under `compat = "www23"`, against the published code's schedule.
@Suite struct GoldenScheduleTests {
  @Test(arguments: GoldenFolder.allCases.filter(\.isThere))
  func curriculumFollowsThePublishedSchedule(_ folder: GoldenFolder) throws {
    let cases = try folder.cases("dkc_schedule")
    #expect(!cases.isEmpty)
    for golden in cases { try follow(golden) }
  }

  private func follow(_ golden: GoldenCase) throws {
    let k = try golden.int("K")
    let (alpha, every) = (try golden.double("alpha"), try golden.int("p"))
    let config = try Project.config(
      """
      distill = { compat = "www23", curriculum = {
        "hetcomp", alpha = \(alpha), every = \(every), k = \(k) } },
      """)
    let loaded = try config.load()
    let made = try #require(loaded.specification.distillation.curriculum as? PluginCurriculum)
    #expect(made.every == every)
    let teachers = try teachers(golden)
    let train = try golden.field("train_items").array ?? []
    var curriculum = made
    var run: ListedRun?
    for step in try golden.parts("steps") {
      let lists = try student(step, without: train, k: k)
      let current = run ?? ListedRun(teachers, lists: lists)
      run = current
      current.lists = lists
      current.epoch = try step.int("epoch")
      try curriculum.tick(view: current)
      let selection = Array(try step.intRows("selection_after").joined())
      #expect(current.stages.indices.values == selection, "\(step.label)")

      let saved = try #require(try curriculum.savedState())
      let name = saved.values["gap"]?["$tensor"]?.string
      let gap = try #require(saved.tensors.first { $0.name == name }).value
      let expected = try step.matrix("last_dist_after").joined().map { Float($0) }
      #expect(gap.count == expected.count, "\(step.label)")
      #expect(zip(gap.values, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(step.label)")

      let resumed = try config.load().specification.distillation.curriculum
      curriculum = try #require(resumed as? PluginCurriculum)
      try curriculum.restore(saved)
    }
  }

  private func teachers(_ golden: GoldenCase) throws -> [Trajectory] {
    let items = try golden.int("n_items")
    return try golden.parts("teacher_perms").map { model in
      let lists = try model.parts().map { stage in
        let rows = try stage.intRows()
        return try IndexTensor(Array(rows.joined()), shape: [rows.count, rows[0].count])
      }
      return try Trajectory(teacher: model.label, items: items, lists: lists)
    }
  }

  private func student(
    _ step: GoldenCase, without train: [JSONValue], k: Int
  ) throws -> IndexTensor {
    let rows = try step.intRows("sorted_items").enumerated().map { user, order in
      let seen = train.indices.contains(user) ? train[user].ints ?? [] : []
      return Array(order.filter { !seen.contains(Int($0)) }.prefix(k))
    }
    return try IndexTensor(Array(rows.joined()), shape: [rows.count, k])
  }
}
