import Evaluation
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
    #expect(comparison.table.rows.map { $0[0] } == ["dim=–", "dim=5"])
    #expect(comparison.page().contains("dim=5"))
    try ReportPage.rebuild(second)
  }

  @Test func anotherChoiceIsNamedAloneAndNothingIsClipped() throws {
    var world = SmallWorld("choosing")
    world.baselines = []
    world.remove()
    defer { world.remove() }
    let folders = try ["one", "two", "three"].map { try world.run(stamp: $0).folder }
    let curricula = [
      #"{"name":"hetcomp","every":2,"alpha":1.05}"#, #"{"name":"dkc","every":5,"mu":0.9}"#,
      #"{"name":"dkc","every":7,"mu":0.9}"#,
    ]
    for (folder, curriculum) in zip(folders, curricula) {
      try AtomicFile.write(
        #"{"name":"small","distill":{"curriculum":\#(curriculum)}}"#, to: folder.file("config.json")
      )
    }
    try AtomicFile.write(
      KeptOverrides.text(["distill.curriculum.every=7"]),
      to: folders[2].file("config/\(KeptOverrides.file)"))
    let labels = ["curriculum=hetcomp every=2", "curriculum=dkc every=5", "curriculum=dkc every=7"]
    let comparison = try RunComparison(folders)
    #expect(comparison.table.rows.map { $0[0] } == labels)
    let lines = comparison.table.textNumberingRows(width: 44).split(separator: "\n").map(
      String.init)
    #expect(lines.dropFirst().allSatisfy { $0.count <= 44 })
    for (number, label) in labels.enumerated() {
      #expect(lines.contains("\(number + 1)   \(label)"))
      #expect(comparison.page().contains(">\(label)</text>"))
    }
    #expect(
      try RunComparison(Array(folders.prefix(2))).table.rows.map { $0[0] } == [
        "curriculum=hetcomp", "curriculum=dkc",
      ])
  }

  @Test func aScheduleStandsBesideANumber() throws {
    var world = SmallWorld("scheduled")
    world.baselines = []
    world.remove()
    defer { world.remove() }
    let folders = try ["one", "two", "three"].map { try world.run(stamp: $0).folder }
    let alphas = [
      "1.05", #"{"name":"linear","from":2,"to":1}"#, #"{"name":"linear","from":2,"to":1.5}"#,
    ]
    for (folder, alpha) in zip(folders, alphas) {
      try AtomicFile.write(
        #"{"name":"small","distill":{"curriculum":{"name":"hetcomp","alpha":\#(alpha)}}}"#,
        to: folder.file("config.json"))
      try AtomicFile.write(
        KeptOverrides.text(["distill.curriculum.alpha={ \"linear\",\n to=1 }"]),
        to: folder.file("config/\(KeptOverrides.file)"))
    }
    #expect(
      try RunComparison(folders).table.rows.map { $0[0] } == [
        "alpha=1.05", "alpha=linear to=1", "alpha=linear to=1.5",
      ])
  }

  @Test func otherCandidatesAreRefusedAndHaveOtherTeachers() throws {
    var world = SmallWorld("candidates")
    world.remove()
    defer { world.remove() }
    var (folders, teachers): ([RunFolder], [[String]]) = ([], [])
    for seed in [1, 1, 2] {
      world.evaluation = FullRanking(among: CandidateSampling(negatives: 20, seed: UInt64(seed)))
      teachers.append(try world.experiment().teach())
      folders.append(try world.run(stamp: "\(folders.count)").folder)
    }
    #expect(teachers[0] == teachers[1] && Set(teachers[0]).isDisjoint(with: teachers[2]))
    #expect(try RunComparison(Array(folders.prefix(2))).table.rows.count == 2)
    let error = #expect(throws: ExperimentError.self) { try RunComparison(folders) }
    #expect(error?.description.contains("draw other candidates") == true)
  }

  @Test(arguments: [Double.infinity, .leastNonzeroMagnitude])
  func aPictureWithoutRoundNumbersIsDrawn(level: Double) throws {
    let path = FileManager.default.temporaryDirectory.path + "/curve-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try AtomicFile.write(#"{"curve":[{"epoch":1e20,"hr@1":0}]}"#, to: path)
    let curve = try LearningCurve(path, metric: "hr@1")
    #expect(CurvePicture("hr@1", [curve], level: (level, "x")).svg.hasSuffix("</svg>"))
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
