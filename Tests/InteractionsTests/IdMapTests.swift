import Formats
import Interactions
import Testing

@Suite struct IdMapTests {
  @Test func idsSurviveInATensorFile() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write("7,ä\n16777217,b\n7,b\n", to: "\(folder)/numbers")
      let mixed = try InteractionReader.read(
        ["\(folder)/numbers"],
        as: .delimited(DelimitedFormat(separator: ",", item: .number(1))))
      let texts = try InteractionReader.read(
        ["\(folder)/numbers"],
        as: .delimited(DelimitedFormat(separator: ",", user: .number(2), hasTextIds: true)))
      let (numbers, names) = (mixed.userIds, texts.userIds)
      let path = "\(folder)/ids.safetensors"
      let writer = try SafetensorsWriter(
        path, tensors: numbers.declaration(named: "user") + names.declaration(named: "item"))
      try numbers.append(to: writer, named: "user")
      try names.append(to: writer, named: "item")
      try writer.commit()
      let file = try SafetensorsFile(path)
      #expect(try IdMap(in: file, named: "user")?.numbers == [7, 16_777_217])
      #expect(try IdMap(in: file, named: "item")?.texts == ["ä", "b"])
      #expect(try IdMap(in: file, named: "other") == nil)
    }
  }

  @Test func repeatedIdsAreRefused() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/ids.safetensors"
      let writer = try SafetensorsWriter(path, tensors: [("user.ids", .int64, [2])])
      try writer.append([Int64](repeating: 3, count: 2), to: "user.ids")
      try writer.commit()
      #expect(throws: DataError.self) { try IdMap(in: SafetensorsFile(path), named: "user") }
    }
  }
}
