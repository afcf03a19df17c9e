import Formats
import Foundation
import Testing

@Suite struct AtomicFileTests {
  @Test func appearsOnlyAtTheCommit() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/new/a.txt"
      try AtomicFile.write("old", to: path)
      do {
        let file = try AtomicFile(path)
        try file.append("half")
        #expect(try contents("\(folder)/new").count == 2)
      }
      #expect(try contents("\(folder)/new") == ["a.txt"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
      let file = try AtomicFile(path)
      try file.append("ne")
      try file.append("w")
      try file.commit()
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
      #expect(try contents("\(folder)/new") == ["a.txt"])
    }
  }

  @Test func whatAKilledWriterLeftCanBeRemoved() throws {
    try withTemporaryFolder { folder in
      for name in [
        "a.txt", "a.txt.0123ABCD.partial", "a.txt.partial.md", "aa.txt.0123ABCD.partial",
      ] {
        try AtomicFile.write("x", to: "\(folder)/\(name)")
      }
      AtomicFile.removeLeftovers(of: "\(folder)/a.txt")
      #expect(
        try contents(folder) == ["a.txt", "a.txt.partial.md", "aa.txt.0123ABCD.partial"])
    }
  }

  @Test func failuresNameThePathAndLeaveNothing() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/a", withIntermediateDirectories: false)
      #expect(throws: FileError.self) { try AtomicFile.write("x", to: "\(folder)/a") }
      try AtomicFile.write("x", to: "\(folder)/file")
      #expect(throws: FileError.self) { try AtomicFile.write("x", to: "\(folder)/file/below") }
      #expect(try contents(folder) == ["a", "file"])
    }
    #expect("\(FileError.diskFull("/x/y"))" == "/x/y cannot be written: the disk is full.")
  }
}
