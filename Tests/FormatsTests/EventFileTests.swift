import Formats
import Foundation
import Testing

@Suite struct EventFileTests {
  /// RFC 3720, appendix B.4.
  @Test func checksumVectors() {
    #expect(CRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8a91_36aa)
    #expect(CRC32C.checksum([UInt8](repeating: 0xff, count: 32)) == 0x62a8_ab43)
    #expect(CRC32C.checksum((0..<32).map { UInt8($0) }) == 0x46dd_794e)
    #expect(CRC32C.checksum(Array("123456789".utf8)) == 0xe306_9283)
  }

  /// The records written out by hand from the format's description.
  @Test func recordsAreAsDescribed() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/events.out.tfevents.1"
      let file = try EventFile(path, wallTime: 1)
      try file.append([("loss", 0.5)], step: 300, wallTime: 2)
      try file.flush()
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      let records = try split(bytes)
      let one: [UInt8] = [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]
      #expect(records[0] == [0x09] + one + [0x1a, 13] + Array("brain.Event:2".utf8))
      let scalar = [0x0a, 4] + Array("loss".utf8) + [0x15, 0, 0, 0, 0x3f]
      let time: [UInt8] = [0x09, 0, 0, 0, 0, 0, 0, 0, 0x40]
      #expect(records[1] == time + [0x10, 0xac, 0x02, 0x2a, 13, 0x0a, 11] + scalar)
    }
  }

  @Test func aTornFileIsContinuedAfterItsLastWholeRecord() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/events"
      try EventFile(path, wallTime: 1).append([("a", 1)], step: 1, wallTime: 1)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      try AtomicFile.write(whole.dropLast(3), to: path)
      try EventFile(path, wallTime: 9).append([("a", 1)], step: 1, wallTime: 1)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    }
  }

  /// The events of a file whose checksums all hold.
  private func split(_ bytes: [UInt8]) throws -> [[UInt8]] {
    var events: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = Array(rest.prefix(8))
      let size = Int(length[0]) + Int(length[1]) << 8
      let event = Array(rest.dropFirst(12).prefix(size))
      #expect(word(rest.dropFirst(8)) == CRC32C.masked(length))
      #expect(word(rest.dropFirst(12 + size)) == CRC32C.masked(event))
      events.append(event)
      rest = rest.dropFirst(16 + size)
    }
    return events
  }

  private func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
