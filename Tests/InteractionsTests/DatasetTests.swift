import Formats
import Foundation
import Interactions
import Testing

@Suite struct DatasetTests {
  private let text = (0..<9).map { "\($0 % 3) \($0)\n" }.joined()

  private func descriptor(url: String? = nil, sha256: String? = nil) -> DatasetDescriptor {
    DatasetDescriptor(
      name: "tiny", title: "Tiny", licence: "", citation: "",
      files: [DatasetFile("f.txt", url: url, sha256: sha256, bytes: 36)], format: .lightGCN)
  }

  private func search(_ folder: String, _ extra: String = "") -> FileSearch {
    FileSearch(root: "\(folder)/root", environment: ["HETCOMP_DATA": extra])
  }

  @Test func placesAreSearchedInOrder() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("", to: "\(folder)/root/here")
      let search = search(folder, "\(folder)/a:\(folder)/b/tiny")
      #expect(search.find("f.txt", of: "tiny", .data) == nil)
      for place in ["shared/data/tiny", "b/tiny", "a/tiny", "root/Data/tiny"] {
        try AtomicFile.write(text, to: "\(folder)/\(place)/f.txt")
        let found = try #require(search.find("f.txt", of: "tiny", .data))
        #expect(found.replacing("root/../", with: "") == "\(folder)/\(place)/f.txt")
      }
    }
  }

  @Test func aFileIsFetchedAndChecked() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write(text, to: "\(folder)/source.txt")
      let source = descriptor(
        url: "file://\(folder)/source.txt", sha256: SHA256.hexDigest(of: text))
      var shares: [Double] = []
      let list = try source.interactions(from: search(folder)) { shares.append($1) }
      #expect(list.count == 9 && list.warnings == DataWarnings() && shares.last == 1)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/root/Data/tiny") == ["f.txt"]
      )
    }
  }

  @Test func anotherFileIsRemovedAndBothDigestsNamed() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write(text, to: "\(folder)/source.txt")
      let wanted = String(repeating: "0", count: 64)
      let source = descriptor(url: "file://\(folder)/source.txt", sha256: wanted)
      let error = #expect(throws: DataError.self) {
        try source.interactions(from: search(folder))
      }
      let sentence = error?.description ?? ""
      #expect(sentence.contains(wanted) && sentence.contains(SHA256.hexDigest(of: text)))
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/root/Data/tiny") == [])
    }
  }

  @Test func withoutASourceTheRemedyIsNamed() throws {
    try withTemporaryFolder { folder in
      for source in [descriptor(), descriptor(url: "file:///nowhere/f.txt")] {
        let error = #expect(throws: DataError.self) {
          try source.interactions(from: search(folder))
        }
        #expect(error?.description.contains("put f.txt into \(folder)/root/Data/tiny") == true)
      }
    }
  }

  @Test func aFoundFileThatDiffersIsUsedAndSaidSo() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write(text, to: "\(folder)/root/Data/tiny/f.txt")
      let list = try descriptor(sha256: String(repeating: "0", count: 64))
        .interactions(from: search(folder))
      #expect(list.warnings.sentences.count == 1 && list.count == 9)
    }
  }

  /// The figures are those of the dataset's own description.
  @Test(
    .enabled(if: Place.hasSharedData, "../shared/data is not there: a-music not read"))
  func twoRatingFilesAreReadAsOne() throws {
    var music = DatasetDescriptor(
      name: "a-music", title: "", licence: "", citation: "",
      files: [DatasetFile("AMusic.train.rating"), DatasetFile("AMusic.test.rating")],
      format: .delimited(DelimitedFormat(rating: .number(3), minimumRating: 4)))
    let search = FileSearch(root: Place.root, environment: [:])
    let list = try music.interactions(from: search)
    #expect(list.userIds.count == 1770 && list.itemIds.count == 12076 && list.count == 38145)
    music.filter = CountFilter(minimumPerUser: 10)
    let split = try music.load(from: search)
    #expect(split.userCount == 1227 && split.itemCount == 10986)
    #expect(throws: DataError.self) { try music.load(from: search, recipe: "given") }
    #expect(throws: DataError.self) { try music.load(from: search, recipe: "thirds") }
  }
}
