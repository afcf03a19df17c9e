import Formats
import Interactions
import Testing

@Suite struct ReaderTests {
  /// Reads text as a file of a format; the folder's name is taken out of errors.
  private func read(_ text: String, as format: InteractionFormat) throws -> InteractionList {
    try withTemporaryFolder { folder in
      try AtomicFile.write(text, to: "\(folder)/f")
      return try InteractionReader.read(["\(folder)/f"], as: format)
    }
  }

  /// The sentence about a text that is refused, from the file's name on.
  private func complaint(_ text: String, _ format: InteractionFormat) -> String {
    do {
      _ = try read(text, as: format)
      return "accepted"
    } catch {
      return "\(error)".replacing(/^.*\/f/, with: "f")
    }
  }

  @Test func usersDatNumbersItemsByFirstAppearance() throws {
    let list = try read("2 30 10\r\n0\n\n3 10 20 30 ", as: .usersDat)
    #expect(list.userIds.numbers == [0, 3] && list.itemIds.numbers == [30, 10, 20])
    #expect(Array(list.matrix[0]) == [0, 1] && Array(list.matrix[1]) == [1, 2, 0])
    #expect(list.warnings.sentences == ["2 users without items: left out."])
    #expect(list.itemIds.dense(of: "20") == 2 && list.itemIds.dense(of: 40) == nil)
  }

  @Test func lightGCNJoinsLinesOfOneUser() throws {
    let list = try read("7 1 2\n3\n7 2 5\n", as: .lightGCN)
    #expect(list.userIds.numbers == [7] && list.itemIds.numbers == [1, 2, 5])
    #expect(list.warnings.duplicates == 1 && list.warnings.usersWithoutItems == 1)
    #expect(list.count == 3)
  }

  @Test func delimitedTakesNamedColumnsTextIdsAndRatings() throws {
    let format = DelimitedFormat(
      separator: "::", hasHeader: true, user: .name("user_id"), item: .name("item"),
      rating: .name("stars"), minimumRating: 4, hasTextIds: true)
    let text = "item::stars::user_id:token\nä b::5::Z\nc::3.5::Z\nc::4::Y\n\n"
    let list = try read(text, as: .delimited(format))
    #expect(list.userIds.texts == ["Z", "Y"] && list.itemIds.texts == ["ä b", "c"])
    #expect(list.userIds.dense(of: "Y") == 1 && list.count == 2)
  }

  @Test func timesStayWithTheirPairs() throws {
    let recbole = DelimitedFormat(
      hasHeader: true, user: .name("user_id"), item: .name("item_id"), time: .name("timestamp"))
    let text = """
      user_id:token\titem_id:token\trating:float\ttimestamp:float
      7\t1\t5\t978300760
      7\t2\t3\t9.7830e8
      7\t1\t4\t978300999
      8\t2\t4\t978300001.5
      """
    let list = try read(text, as: .delimited(recbole))
    #expect(list.times == [978_300_760, 978_300_000, 978_300_001.5])
    let kept = try list.filtered(CountFilter(minimumPerItem: 2))
    #expect(kept.times == [978_300_000, 978_300_001.5])
    let movielens = DelimitedFormat(separator: "::", time: .number(4))
    #expect(try read("1::9::5::12\n", as: .delimited(movielens)).times == [12])
    #expect(
      complaint("1::9::5::noon\n", .delimited(movielens)) == "f:1: time 'noon' is not a number.")
    #expect(try read("1 9\n", as: .lightGCN).times == nil)
  }

  @Test func hugeNumbersKeepTheirIds() throws {
    let list = try read("2147483647 16777216 5\n", as: .lightGCN)
    #expect(list.userIds.numbers == [2_147_483_647])
    #expect(list.itemIds.dense(of: 16_777_216) == 0 && list.itemIds.dense(of: 5) == 1)
  }

  @Test func filterCountsOnceAndNumbersAnew() throws {
    let list = try read("0 5 6\n1 6\n2 7 6\n", as: .lightGCN)
    let kept = try list.filtered(CountFilter(minimumPerUser: 2, minimumPerItem: 2))
    #expect(kept.userIds.numbers == [0, 2] && kept.itemIds.numbers == [6])
    #expect(kept.matrix == InteractionMatrix(rows: [[0], [0]], itemCount: 1))
    #expect(throws: DataError.self) { try list.filtered(CountFilter(minimumPerUser: 9)) }
  }

  @Test(arguments: [
    ("2 1 x3\n", "f:1: item id 'x3' is not a whole number."),
    ("1 1\n2 1 -3\n", "f:2: item id -3 is negative; ids count from 0."),
    ("1 2147483648\n", "f:1: item id 2147483648 is larger than 2147483647."),
    ("99999999999999999999 1\n", "f:1: the count 99999999999999999999 is larger than 2147483647."),
    (
      "1 1\n\n3 1 2\n",
      "f:3: the line declares 3 items but lists 2; a line of users.dat is 'count item item …'."
    ),
    ("1 1.5\n", "f:1: item id '1.5' is not a whole number."),
    ("\u{80}\u{1}\u{0}", "f:1: the count '\u{80}' is not a whole number."),
    ("  \n\n", "f: holds no interactions."),
  ])
  func usersDatIsRefused(text: String, sentence: String) {
    #expect(complaint(text, .usersDat) == sentence)
  }

  @Test(arguments: [
    (
      "user,item\n1,2\n",
      "f:1: user id 'user' is not a whole number; if this is a header or ids are texts, the format "
        + "must say so."
    ),
    ("1,2\n3,\n", "f:2: item id is missing."),
    ("1,2\n3\n", "f:2: the line has 1 columns, not 2, parted by \",\"."),
  ])
  func delimitedIsRefused(text: String, sentence: String) {
    #expect(complaint(text, .delimited(DelimitedFormat(separator: ","))) == sentence)
  }

  @Test func columnsThatAreNotThereAreRefused() {
    let named = DelimitedFormat(separator: ",", hasHeader: true, user: .name("u"))
    #expect(
      complaint("a,b\n1,2\n", .delimited(named)) == "f:1: no column is called 'u'; there are a, b.")
    let rated = DelimitedFormat(separator: ",", rating: .number(3), minimumRating: 1)
    #expect(complaint("1,2,x\n", .delimited(rated)) == "f:1: rating 'x' is not a number.")
    #expect(complaint("", .delimited(DelimitedFormat(user: .number(0)))).contains("column 0"))
  }

  @Test func aMissingFileAndAFolderAreNamed() {
    #expect(throws: FileError.missing("/nowhere/f")) {
      try InteractionReader.read(["/nowhere/f"], as: .usersDat)
    }
    #expect(throws: FileError.unreadable("/tmp", reason: "it is a folder")) {
      try InteractionReader.read(["/tmp"], as: .usersDat)
    }
  }
}
