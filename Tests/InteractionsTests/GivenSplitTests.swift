import Formats
import Interactions
import Testing

@Suite struct GivenSplitTests {
  private func split(
    _ train: String, _ valid: String, _ test: String, as format: InteractionFormat
  ) throws -> Split {
    try withTemporaryFolder { folder in
      for (name, text) in [("train", train), ("valid", valid), ("test", test)] {
        try AtomicFile.write(text, to: "\(folder)/\(name)")
      }
      return try .given(
        train: ["\(folder)/train"], valid: ["\(folder)/valid"], test: ["\(folder)/test"],
        as: format, dataset: "mine")
    }
  }

  @Test func denseIdsStandAsTheyAre() throws {
    let train = "0 4 1\n2 3\n"
    let split = try split(train, "0 2\n", "2 0 3\n", as: .lightGCN)
    #expect(split.userCount == 3 && split.itemCount == 5 && split.evaluatedUsers == [2])
    #expect(split.fingerprint == SHA256.hexDigest(of: train))
    #expect(split.warnings.overlaps == 1)
    #expect(Array(split.exclusions(ranking: .test)[0]) == [1, 2, 4])
    #expect(Array(split.exclusions(ranking: .valid)[2]) == [0, 3])
  }

  @Test func delimitedIdsAreNumberedAndKept() throws {
    let format = DelimitedFormat(separator: ",", hasTextIds: true)
    let split = try split("ann,x\nbob,y\n", "ann,z\n", "bob,x\n", as: .delimited(format))
    #expect(split.users.texts == ["ann", "bob"] && split.items.texts == ["x", "y", "z"])
    #expect(Array(split.test[1]) == [0])
  }

  @Test func scatteredIdsAndEmptyPartsAreRefused() {
    #expect(throws: DataError.self) { try split("0 900000\n", "0 1\n", "0 2\n", as: .lightGCN) }
    #expect(throws: DataError.self) { try split("0 1\n", "0 2\n", "\n", as: .lightGCN) }
  }
}
