import Distillation
import GoldenSupport
import Testing

/// That the reference by subtraction is the published one: the same values where nothing cancels.
@Suite struct SubtractingReferenceTests {
  @Test(arguments: GoldenFolder.allCases.filter(\.isThere))
  func equalsThePublishedSingles(_ folder: GoldenFolder) throws {
    var compared = 0
    for golden in try folder.cases("hetcomp_") {
      let one = try LossCase(golden)
      for (phase, name) in [(Phase.overall, "overall_loss"), (.rank, "rank_loss")]
      where try golden.singlesAreExact(name, one) {
        let found = try one.found(
          phase, by: SubtractingReference(overallWeight: 1, rankWeight: 1))
        try found.expectEqual(
          golden.result("float32", name), loss: 1e-5, gradient: 1e-4, "\(golden.label) \(name)")
        compared += 1
      }
    }
    #expect(compared > 0)
  }
}
