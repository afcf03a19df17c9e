import Formats
import Foundation
import Testing

/// Files that were tampered with: read or refused, never a crash, never a flood of memory.
@Suite struct MutationTests {
  /// A small generator of its own, so that the files are the same everywhere.
  struct Dice {
    var state: UInt64

    mutating func roll(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 1) % bound
    }
  }

  /// Changes bytes, cuts, repeats, or puts in what tends to hurt.
  private func mutate(_ data: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var data = data
    for _ in 0...dice.roll(4) where data.count > 1 {
      let place = dice.roll(data.count)
      switch dice.roll(6) {
      case 0: data[place] = UInt8(dice.roll(256))
      case 1: data[place] ^= 1 << UInt8(dice.roll(8))
      case 2: data.removeSubrange(place...)
      case 3: data.removeSubrange(place..<min(data.count, place + 1 + dice.roll(8)))
      case 4:
        let piece = data[place..<min(data.count, place + 1 + dice.roll(32))]
        data.insert(contentsOf: piece, at: dice.roll(data.count))
      default:
        let wild: [UInt8] = [0xff, 0x7f, 0x80, 0, 1]
        for at in place..<min(data.count, place + 1 + dice.roll(8)) {
          data[at] = wild[dice.roll(wild.count)]
        }
      }
    }
    return data
  }

  /// Reads as much of the file as a caller would; the bytes of numbers that came out.
  private func read(_ kind: String, _ data: Data) throws -> Int {
    switch kind {
    case "npy": return try decode(NpyFile.read(data, source: "x"))
    case "npz":
      let file = try NpzFile(data, source: "x")
      return try file.names.prefix(4).map { try decode(file.array($0)) }.max() ?? 0
    default:
      var objects = [try Pickle(data, source: "x").root]
      var size = 0
      for _ in 0..<200 {
        guard let object = objects.popLast() else { break }
        size = max(size, try object.array.map { try decode($0) } ?? 0)
        _ = (object.described, object.string, object.integers, object.double)
        objects += object.elements?.prefix(20) ?? []
        objects += object.entries?.prefix(20).map(\.value) ?? []
      }
      return size
    }
  }

  private func decode(_ array: StoredArray) throws -> Int {
    guard array.type.isText else {
      return try array.floats(rows: 0..<array.rows, of: "x").count * array.type.width
    }
    return try array.texts(of: "x").count
  }

  @Test(arguments: [
    ("pickle", 50_000, ["plain", "sets", "loop", "arrays"]), ("npy", 20_000, ["npy", "texts"]),
    ("npz", 20_000, ["npz", "npz items"]),
  ])
  func tamperedFilesAreReadOrRefused(_ kind: String, _ count: Int, _ kinds: [String]) throws {
    let originals = PythonCase.all().filter { kinds.contains($0.kind) }.map { [UInt8]($0.data) }
    var dice = Dice(state: 0x9e37_79b9_7f4a_7c15)
    var refused = 0
    for round in 0..<count {
      let data = mutate(originals[round % originals.count], &dice)
      do {
        let size = try read(kind, Data(data))
        if size > 64 * data.count + 1 << 20 { Issue.record("round \(round) gave \(size) bytes") }
      } catch is ForeignFileError {
        refused += 1
      }
    }
    #expect(refused > count / 10 && refused < count)
  }

  @Test func tamperedSafetensorsAreReadOrRefused() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.safetensors"
      let writer = try SafetensorsWriter(
        path, tensors: [("a", .float32, [2, 3]), ("b", .int64, [2])], metadata: ["k": "v"])
      try writer.append([1, 2, 3, 4, 5, 6] as [Float], to: "a")
      try writer.append([7, 8] as [Int64], to: "b")
      try writer.commit()
      let original = [UInt8](try Data.mapped(path))
      var dice = Dice(state: 77)
      var refused = 0
      for _ in 0..<10_000 {
        let data = mutate(original, &dice)
        do {
          let file = try SafetensorsFile(Data(data), source: "x")
          for entry in file.entries { _ = try decode(file.array(entry.name)) }
        } catch {
          #expect(error is SafetensorsError || error is ForeignFileError)
          refused += 1
        }
      }
      #expect(refused > 1000)
    }
  }
}
