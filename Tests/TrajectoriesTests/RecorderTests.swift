import Formats
import Foundation
import Interactions
import Tensors
import Testing
import Trajectories

@Suite struct RecorderTests {
  let folder = NSTemporaryDirectory() + "hetcomp-" + UUID().uuidString

  /// A split of 40 users over 50 items, read from files as a user would give them.
  private func split() throws -> (Split, ListWorld) {
    let world = ListWorld(users: 40, items: 50, depth: 12, seed: 5)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var lines = (0..<40).map { user in
      "\(user) " + world.train[user].map { "\($0)" }.joined(separator: " ")
    }
    try lines.joined(separator: "\n").write(
      toFile: folder + "/train.txt", atomically: true, encoding: .utf8)
    lines = (0..<40).map { user in
      "\(user) " + (user == 0 ? "49" : "\((0..<50).first { !world.train[user].contains($0) } ?? 0)")
    }
    for part in ["valid", "test"] {
      try lines.joined(separator: "\n").write(
        toFile: folder + "/\(part).txt", atomically: true, encoding: .utf8)
    }
    let split = try Split.given(
      train: [folder + "/train.txt"], valid: [folder + "/valid.txt"],
      test: [folder + "/test.txt"], as: .lightGCN, dataset: "lists")
    return (split, world)
  }

  private func metadata(_ fingerprint: String) -> TrajectoryMetadata {
    TrajectoryMetadata(
      teacher: "one", model: "mf", params: ["dim": 8], metric: "valid.recall@50",
      splitFingerprint: fingerprint, seed: 3)
  }

  /// Records evaluations 1…8; the sixth is the best.
  private func record(
    _ world: ListWorld, fingerprint: String, to path: String, interruptedAt: Int? = nil
  ) throws {
    let scratch = folder + "/scratch"
    var recorder = try TrajectoryRecorder(
      scratch: scratch, users: world.users, items: world.items, depth: world.depth)
    for epoch in 1...8 {
      try recorder.append(
        epoch: epoch, valid: epoch == 6 ? 1 : Double(epoch) / 10,
        lists: world.lists(purpose: "epoch \(epoch)"))
      if epoch == interruptedAt {
        try recorder.append(
          epoch: 100, valid: 2, lists: world.lists(purpose: "lost with the process"))
        recorder = try TrajectoryRecorder(
          scratch: scratch, users: world.users, items: world.items, depth: world.depth,
          resumingAt: epoch)
        #expect(recorder.evaluations.count == epoch)
      }
    }
    try recorder.finish(
      .fractionsOfBest(3), metadata: metadata(fingerprint),
      positives: SparseRows(Positives(trainOrderOf: world.train).lists), to: path)
    #expect(!FileManager.default.fileExists(atPath: scratch))
  }

  @Test func whatIsRecordedIsRead() throws {
    let (split, world) = try split()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/one.safetensors"
    try record(world, fingerprint: split.fingerprint, to: path)
    let trajectory = try Trajectory(file: path, for: split, depth: 12)
    #expect(trajectory.teacher == "one" && trajectory.stages == 3 && trajectory.depth == 12)
    #expect(trajectory.warnings.isEmpty)
    #expect(trajectory.metadata["epochs"] == "[2,4,6]")
    for (stage, epoch) in [2, 4, 6].enumerated() {
      let lists = world.lists(purpose: "epoch \(epoch)")
      #expect(trajectory.lists(stage: stage).values == lists.values)
      #expect(trajectory.list(stage: stage, user: 7, first: 4) == Array(lists.row(7).values[..<4]))
    }
    for user in 0..<40 { #expect(trajectory.positives?[user] == Array(world.train[user])) }
    try expectDeviations(of: trajectory, world)
  }

  /// The last stage's neighbours are evaluations 4…8, seen from one user's list.
  private func expectDeviations(of trajectory: Trajectory, _ world: ListWorld) throws {
    let found = try #require(try trajectory.deviations(stage: 2))
    let tables = (4...8).map { world.lists(purpose: "epoch \($0)") }
    for user in [0, 17, 39] {
      for (rank, item) in trajectory.list(stage: 2, user: user).enumerated() {
        let ranks = tables.map { Double($0.row(user).values.firstIndex(of: item) ?? 12) }
        let mean = ranks.reduce(0, +) / 5
        let deviation = (ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 5).squareRoot()
        #expect(abs(Double(found[user, rank]) - deviation) <= 0.002 * deviation)
      }
    }
  }

  @Test func anInterruptedRecordingGivesTheSameBytes() throws {
    let (split, world) = try split()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try record(world, fingerprint: split.fingerprint, to: folder + "/whole")
    try record(world, fingerprint: split.fingerprint, to: folder + "/resumed", interruptedAt: 5)
    #expect(
      FileManager.default.contentsEqual(atPath: folder + "/whole", andPath: folder + "/resumed"))
  }

  @Test func whatDoesNotFitIsRefusedWithItsReason() throws {
    let (split, world) = try split()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/one.safetensors"
    func refusal(depth: Int? = nil) -> String {
      do {
        _ = try Trajectory(file: path, for: split, depth: depth)
        return ""
      } catch { return "\(error)" }
    }
    try record(world, fingerprint: String(repeating: "0", count: 64), to: path)
    #expect(refusal().contains("another split"))
    try record(world, fingerprint: split.fingerprint, to: path)
    #expect(refusal(depth: 13).contains("13 are asked for"))
    let narrow = ListWorld(users: 39, items: 50, depth: 12, seed: 5)
    try record(narrow, fingerprint: split.fingerprint, to: path)
    #expect(refusal().contains("39 users"))
    try writeRow(world, to: path) { $0[1] = $0[0] }
    #expect(refusal().contains("twice for user 0"))
    try writeRow(world, to: path) { $0[3] = 50 }
    #expect(refusal().contains("holds item 50 for user 0"))
    try writeRow(world, to: path) { $0[3] = world.train[0][0] }
    #expect(refusal().contains("training items"))
    try writeRow(world, to: path) { $0[3] = -1 }
    #expect(refusal().contains("pad"))
    try writeRow(world, to: path) { _ in }
    let anonymous = try Trajectory(file: path, for: split)
    #expect(anonymous.teacher == "one" && anonymous.warnings.count == 1)
    try "nothing of the kind".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(refusal().hasPrefix(path))
  }

  /// Writes a file of one stage whose first row is changed, as another program might.
  private func writeRow(
    _ world: ListWorld, to path: String, _ change: (inout [Int32]) -> Void
  ) throws {
    var values = world.lists(purpose: "row").values
    change(&values)
    let writer = try SafetensorsWriter(path, tensors: [("stage0.items", .int32, [40, 12])])
    try writer.append(values, to: "stage0.items")
    try writer.commit()
  }
}
