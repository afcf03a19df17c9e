import Formats
import Foundation
import Testing

@Suite struct SafetensorsTests {
  /// One tensor of each type that is written, and metadata.
  private func writeSample(_ path: String) throws {
    let writer = try SafetensorsWriter(
      path,
      tensors: [
        ("w", .float32, [2, 3]), ("a.items", .int32, [3, 2]), ("h", .float16, [3]),
        ("ids", .int64, [2]), ("bytes", .uint8, [3]), ("none", .float32, [0, 4]),
        ("one", .float32, []),
      ], metadata: ["z": "last", "a": "\"first\"\n"])
    try writer.append([Int32]([0, 1]), to: "a.items")
    try writer.append([Float]([1.5, -2, .infinity]), to: "h")
    try writer.append([Float]([0.1, 0.2, 0.3, -0, 5, 6]), to: "w")
    try writer.append([Int32]([2, -1, 7, .max]), to: "a.items")
    try writer.append([Int64.min, 3], to: "ids")
    try writer.append([UInt8]([1, 2, 255]), to: "bytes")
    try writer.append([Float](), to: "none")
    try writer.append([Float](repeating: 9, count: 1), to: "one")
    try writer.commit()
  }

  @Test func roundTrip() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.safetensors"
      try writeSample(path)
      let file = try SafetensorsFile(path)
      #expect(file.metadata == ["z": "last", "a": "\"first\"\n"])
      #expect(try file.floats("w") == [0.1, 0.2, 0.3, -0, 5, 6])
      #expect(try file.floats("w", rows: 1..<2) == [-0, 5, 6])
      #expect(try file.int32s("a.items", rows: 1..<3) == [2, -1, 7, .max])
      #expect(try file.floats("h") == [1.5, -2, .infinity])
      #expect(try file.int64s("ids") == [.min, 3])
      #expect(try file.bytes("bytes") == [1, 2, 255])
      #expect(try file.floats("none") == [] && file.floats("one") == [9])
      #expect(file["a.items"]?.shape == [3, 2] && file["b"] == nil)
      try writeSample("\(folder)/again.safetensors")
      #expect(try Data.mapped("\(folder)/again.safetensors") == Data.mapped(path))
      #expect(try contents(folder).count == 2)
    }
  }

  @Test func whatIsAskedWronglyIsRefused() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.safetensors"
      try writeSample(path)
      let file = try SafetensorsFile(path)
      #expect(throws: SafetensorsError.self) { try file.int32s("w") }
      #expect(throws: SafetensorsError.self) { try file.floats("w", rows: 0..<3) }
      #expect(throws: SafetensorsError.self) { try file.metadata("k") }
      let error = #expect(throws: SafetensorsError.self) { try file.floats("v") }
      #expect(error?.problem.contains("a.items, bytes, h") == true)
    }
  }

  @Test func everyTruncationIsRefused() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.safetensors"
      try writeSample(path)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      for size in 0..<whole.count {
        try AtomicFile.write(whole.prefix(size), to: path)
        #expect(throws: SafetensorsError.self) { try SafetensorsFile(path) }
      }
      try AtomicFile.write(whole + [0], to: path)
      #expect(throws: SafetensorsError.self) { try SafetensorsFile(path) }
    }
  }

  /// Every single flipped byte of the header is refused or read, never a crash.
  @Test func everyDamagedHeaderIsSurvived() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.safetensors"
      try writeSample(path)
      let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      var refused = 0
      for place in 0..<(whole.count - 80) {
        for flip: UInt8 in [0x01, 0x10, 0x80] {
          var damaged = whole
          damaged[place] ^= flip
          try AtomicFile.write(damaged, to: path)
          do {
            let file = try SafetensorsFile(path)
            for entry in file.entries where entry.type == .float32 {
              #expect(try file.floats(entry.name).count == entry.count)
            }
          } catch {
            refused += 1
          }
        }
      }
      #expect(refused > whole.count)
    }
  }

  @Test(arguments: [
    (#"{"t":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}"#, "is of type C64"),
    (#"{"t":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "needs 12 bytes but spans 8"),
    (#"{"t":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "no valid shape"),
    (#"{"t":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "no valid data_offsets"),
    (#"{"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#, "ends at byte 16 of 8"),
    (
      #"{"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#,
      "too large for any file"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"t":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#,
      "overlaps"
    ),
    (#"{"t":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#, "begins after a hole"),
    (#"{"t":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#, "has 4 bytes that belong"),
    (#"{"__metadata__":{"k":3}}"#, "metadata \"k\" that is no string"),
    (#"{"t":3,"t":4}"#, "no readable header"),
  ])
  func headersThatLieAreRefused(header: String, problem: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.safetensors"
      let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
      try AtomicFile.write(length + Array(header.utf8) + [UInt8](repeating: 0, count: 8), to: path)
      let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(path) }
      #expect(error?.description.hasPrefix(path) == true)
      #expect(error?.description.contains(problem) == true, "\(error?.description ?? "accepted")")
    }
  }

  private static let sharedTrajectories =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    + "/../shared/trajectories/citeulike"

  /// A file that Python wrote.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: sharedTrajectories),
      "../shared/trajectories is not there: no file of another program read"))
  func readsAFileFromPython() throws {
    let file = try SafetensorsFile(Self.sharedTrajectories + "/MF.safetensors")
    #expect(try file.metadata("format") == "hetcomp.trajectory.1")
    #expect(file["stage3.items"]?.shape == [5219, 100])
    let rows = try file.int32s("stage3.items", rows: 5000..<5219)
    #expect(rows.count == 21900 && rows.allSatisfy { (0..<25181).contains($0) })
    #expect(try file.int32s("stage3.items").suffix(21900) == rows[...])
  }
}
