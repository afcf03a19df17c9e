import Formats
import Foundation
import Tensors
import Testing
import Trajectories

/// Trajectory files whose numbers nobody can have meant.
@Suite struct WildFileTests {
  @Test(
    arguments: [
      ("-5", 1, 1, "is about -5 items"), ("9000000000000000000", 1, 1, "at most 16777216"),
      (nil, Int32.max - 1, 1, "correct its ids"), (nil, 1, 257, "holds 257 stages"),
    ] as [(String?, Int32, Int, String)])
  func isRefused(items: String?, id: Int32, stages: Int, words: String) throws {
    let path = FileManager.default.temporaryDirectory.path + "/wild-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let names = (0..<stages).map { "stage\($0).items" }
    var metadata = ["format": "hetcomp.trajectory.1"]
    metadata["items"] = items
    let writer = try SafetensorsWriter(
      path, tensors: names.map { ($0, .int32, [1, 1]) }, metadata: metadata)
    for name in names { try writer.append([id], to: name) }
    try writer.commit()
    let error = try #require(throws: TrajectoryError.self) { try Trajectory(standalone: path) }
    #expect(error.description.contains(words))
    #expect(TrajectoryVerification.faults(of: path) == [error.description])
  }

  @Test func aSurveyShowsWhatItFinds() throws {
    let lists = IndexTensor(repeating: 0, shape: [1, 1])
    let teacher = try Trajectory(
      teacher: "wild", items: 1, lists: [lists, lists, lists],
      metadata: ["epochs": "[1e300, 2, 2.5]", "valid": "[-0.25, 1.7e308, -1.7e308]"])
    let text = try TrajectorySurvey([teacher]).text
    #expect(text.contains("-0.2500"), "\(text)")
  }
}
