import Distillation
import GoldenSupport
import Testing

/// Both losses against values of the published code: the reference in double precision, and the
/// tensors in single.
@Suite struct HetCompGoldenTests {
  @Test(arguments: GoldenFolder.allCases.filter(\.isThere))
  func referenceEqualsThePublishedDoubles(_ folder: GoldenFolder) throws {
    let files = try folder.cases("hetcomp_")
    #expect(!files.isEmpty)
    for golden in files {
      let one = try LossCase(golden)
      for (phase, name) in [(Phase.overall, "overall_loss"), (.rank, "rank_loss")] {
        try one.expected(phase).expectEqual(
          golden.result("float64", name), loss: 1e-9, gradient: 1e-8, absolute: true,
          "\(golden.label) \(name)")
      }
    }
  }

  @Test(arguments: GoldenFolder.allCases.filter(\.isThere))
  func tensorsEqualThePublishedSingles(_ folder: GoldenFolder) throws {
    let files = try folder.cases("hetcomp_")
    #expect(!files.isEmpty)
    for golden in files {
      let one = try LossCase(golden)
      for (phase, name) in [(Phase.overall, "overall_loss"), (.rank, "rank_loss")] {
        let found = try one.found(phase)
        let label = "\(golden.label) \(name)"
        try found.expectEqual(
          golden.result("float64", name), loss: 1e-5, gradient: 1e-4, label + " float64")
        if try golden.singlesAreExact(name, one) {
          try found.expectEqual(
            golden.result("float32", name), loss: 1e-5, gradient: 1e-4, label + " float32")
        }
      }
    }
  }
}

extension GoldenCase {
  func result(_ type: String, _ loss: String) throws -> ReferenceLosses.Result {
    .init(
      value: try double(type, loss, "value"), users: try matrix(type, loss, "grad_U"),
      items: try matrix(type, loss, "grad_I"))
  }

  /// Whether the published singles are close enough to the doubles to be compared with: not where
  /// exponentials cancel in them, which is where they are themselves a good part of the tolerance
  /// away, scores were clipped, or no item is left outside the top list.
  func singlesAreExact(_ loss: String, _ one: LossCase) throws -> Bool {
    let distance = try double("float32_vs_float64", loss, "grad_max_abs")
    let largest = try double("float32_vs_float64", loss, "grad_max_abs_value")
    let leavesRest = zip(one.reference.train, one.reference.targets).allSatisfy {
      Set($0 + $1).count < one.reference.items.count
    }
    return try int("scores_beyond_40") == 0 && leavesRest && distance < 1e-5 * largest
  }
}
