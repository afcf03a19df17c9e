import Experiments
import Formats
import Foundation
import Testing

@Suite(.serialized) struct ComparisonTests {
  @Test func runsAreToldApartByWhatDiffers() throws {
    var world = SmallWorld("compared")
    world.baselines = []
    world.remove()
    defer { world.remove() }
    let first = try world.run(stamp: "one").folder
    let second = try world.run(stamp: "two").folder
    try AtomicFile.write(#"{"name":"small","student":{"dim":5}}"#, to: second.file("config.json"))
    let comparison = try RunComparison([first, second])
    #expect(comparison.table.rows.map { $0[0] } == ["student.dim=–", "student.dim=5"])
    #expect(comparison.page().contains("student.dim=5"))
    try ReportPage.rebuild(second)
  }

  @Test func otherProtocolsAreRefused() throws {
    var world = SmallWorld("refusing")
    world.baselines = []
    world.objective = .bpr
    world.remove()
    defer { world.remove() }
    let first = try world.run(stamp: "one").folder
    let second = try world.run(stamp: "two").folder
    let text = try String(contentsOfFile: second.file("result.json"), encoding: .utf8)
    try AtomicFile.write(
      text.replacing(#""protocol": "full""#, with: #""protocol": "other""#),
      to: second.file("result.json"))
    let error = #expect(throws: ExperimentError.self) { try RunComparison([first, second]) }
    #expect(error?.exitCode == 2)
  }
}
