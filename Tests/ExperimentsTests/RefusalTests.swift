import Experiments
import Foundation
import Testing

/// What cannot come to an end is refused before anything is trained or written.
@Suite(.serialized) struct RefusalTests {
  @Test(arguments: ["a\0b", "a\nb", "", ".a", "a/b"])
  func aNameThatIsNoFolderIsRefused(_ name: String) throws {
    var world = SmallWorld("names")
    world.remove()
    world.name = name
    let error = #expect(throws: ExperimentError.self) { try world.run() }
    #expect(error?.isInput(holding: "name = \(name.debugDescription)") == true)
    #expect(!FileManager.default.fileExists(atPath: world.folder))
  }

  @Test func aBaselineThatCannotTrainIsRefusedBeforeItsTeachersDo() throws {
    var world = SmallWorld("baseline")
    world.remove()
    world.trainingWithoutDistillation = TrainingSpecification(
      epochs: 4, batch: 32, learningRate: .constant(11), patience: 1)
    let error = #expect(throws: ExperimentError.self) { try world.run() }
    #expect(error?.isInput(holding: "baselines, \"none\"", "lr = 11") == true)
    #expect(!FileManager.default.fileExists(atPath: world.folder))
  }

  @Test func aPlaceForTeachersThatIsNoFolderIsRefused() throws {
    let world = SmallWorld("teachers")
    world.remove()
    defer { world.remove() }
    try FileManager.default.createDirectory(
      atPath: world.folder, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: world.folder + "/Teachers"))
    let error = #expect(throws: ExperimentError.self) { try world.run() }
    #expect(error?.isInput(holding: "/Teachers/small-world", "--teachers") == true)
    #expect(!FileManager.default.fileExists(atPath: world.folder + "/runs"))
  }

  @Test func aCheckpointThatIsDamagedOrOfAnotherTrainingIsRefused() throws {
    var world = SmallWorld("damaged")
    world.remove()
    defer { world.remove() }
    let folder = try world.run().folder
    let files = FileManager.default
    let (student, other) = (
      folder.file("checkpoint/student.safetensors"), folder.file("checkpoint/none.safetensors")
    )
    try files.removeItem(atPath: folder.file("result.json"))
    world.resume = folder.path
    try files.removeItem(atPath: student)
    try files.copyItem(atPath: other, toPath: student)
    let swapped = #expect(throws: ExperimentError.self) { try world.run() }
    #expect(swapped?.isInput(holding: student, "of another training") == true)
    try Data([1, 2, 3]).write(to: URL(filePath: student))
    let damaged = #expect(throws: ExperimentError.self) { try world.run() }
    #expect(damaged?.isInput(holding: student) == true)
  }
}

extension ExperimentError {
  /// Whether it blames what was given, in words that hold all of these.
  fileprivate func isInput(holding parts: String...) -> Bool {
    guard case .input(let reason) = self else { return false }
    return parts.allSatisfy { reason.contains($0) }
  }
}
