import Formats
import Foundation
import Interactions
import Testing

/// Where things lie relative to this file.
enum Place {
  static let fixtures =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    + "/Fixtures"
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let sharedData = root + "/../shared/data"

  static var hasSharedData: Bool { FileManager.default.fileExists(atPath: sharedData) }
}

/// A folder that is removed at the end.
func withTemporaryFolder<T>(_ body: (String) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.path + "/hetcomp-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

@Suite struct WWW23SplitTests {
  /// Expected files were made with numpy from the first 200 lines of CiteULike's users.dat.
  @Test(arguments: [0, 7])
  func excerptEqualsNumpy(seed: UInt64) throws {
    let folder = Place.fixtures + "/citeulike-200"
    let data = try InteractionReader.read(["\(folder)/users.dat"], as: .usersDat)
      .filtered(CountFilter(minimumPerUser: 5))
    let split = try Split.www23(data, dataset: "citeulike", seed: seed)
    try expectFiles(
      split,
      [
        "train.txt": "\(folder)/seed\(seed)-train.txt",
        "valid.txt": "\(folder)/seed\(seed)-valid.txt",
        "test.txt": "\(folder)/seed\(seed)-test.txt", "users.txt": "\(folder)/users.txt",
        "items.txt": "\(folder)/items.txt",
      ])
  }

  @Test(
    .enabled(if: Place.hasSharedData, "../shared/data is not there: whole datasets not checked"),
    arguments: ["citeulike", "foursquare"])
  func datasetEqualsReference(name: String) throws {
    let folder = "\(Place.sharedData)/\(name)"
    let data = try InteractionReader.read(["\(folder)/users.dat"], as: .usersDat)
      .filtered(CountFilter(minimumPerUser: 5))
    let split = try Split.www23(data, dataset: name, seed: 0)
    let files = ["train.txt", "valid.txt", "test.txt", "users.txt", "items.txt"]
    try expectFiles(
      split,
      Dictionary(uniqueKeysWithValues: files.map { ($0, "\(folder)/split-www23-seed0/\($0)") }))
    #expect(split.warnings == DataWarnings())
    if name == "citeulike" {
      #expect(split.userCount == 5219 && split.itemCount == 25181)
      #expect(split.train.count == 78958 && split.test.count == 20823)
      #expect(split.evaluatedUsers.count == 4719)
    }
  }

  private func expectFiles(_ split: Split, _ expected: [String: String]) throws {
    try withTemporaryFolder { folder in
      try split.write(to: folder)
      for (name, path) in expected {
        let written = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        #expect(try written == Data.mapped(path), "\(name) differs from \(path)")
      }
      #expect(try split.fingerprint == SHA256.hexDigest(ofFile: "\(folder)/train.txt"))
    }
  }

  @Test func seedBeyondNumpysIsRefused() throws {
    let data = try InteractionReader.read(
      ["\(Place.fixtures)/citeulike-200/users.dat"], as: .usersDat)
    #expect(throws: DataError.self) { try Split.www23(data, dataset: "x", seed: 1 << 32) }
  }
}
