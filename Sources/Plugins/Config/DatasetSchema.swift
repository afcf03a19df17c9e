import Interactions

/// Every key of `hc.dataset { … }`.
enum DatasetSchema {
  static var keys: [Key] {
    [
      Key("name", .text, nil, "name = \"…\", as in configs"),
      Key("title", .text, .text(""), "the name in prose"),
      Key("licence", .text, .text(""), "what is known of the licence"),
      Key("citation", .text, .text(""), "whom to cite"),
      Key("files", .list(.section(file)), nil, "files = { { name = \"…\", url = \"…\" } }"),
      Key("reader", .named(readers), nil, "reader = { \"users.dat\" }"),
      Key("filter", .section(filter), nil, "who is kept"),
      Key("split", .choice(["www23", "given"]), .text("www23"), "the recipe of the split"),
    ]
  }

  private static var file: [Key] {
    [
      Key("name", .text, nil, "name = \"…\", in the dataset's folder"),
      Key("url", .text, nil, "where it can be fetched", optional: true),
      Key("sha256", .text, nil, "its digest", optional: true),
      Key("bytes", .integer(.notNegative), nil, "its size", optional: true),
      Key(
        "part", .choice(SplitPart.allCases.map(\.rawValue)), nil,
        "the part of a given split that it is",
        optional: true),
    ]
  }

  private static var filter: [Key] {
    [
      Key("min_user", .integer(.notNegative), .integer(0), "fewest interactions of a user"),
      Key("min_item", .integer(.notNegative), .integer(0), "fewest interactions of an item"),
    ]
  }

  private static var readers: Shelf {
    let column = KeyType.either(.integer(.positive), .text)
    return Shelf(
      noun: "a reader",
      native: [
        "users.dat": [],
        "lightgcn": [],
        "delimited": [
          Key("separator", .text, .text("\t"), "what stands between two columns"),
          Key("header", .flag, .flag(false), "whether the first line names the columns"),
          Key("user", column, .integer(1), "the column of users, by place or name"),
          Key("item", column, .integer(2), "the column of items"),
          Key("rating", column, nil, "the column of ratings", optional: true),
          Key("min_rating", .number(.any), nil, "lower ratings are left out", optional: true),
          Key("time", column, nil, "the column of times, in seconds", optional: true),
          Key("text_ids", .flag, .flag(false), "whether ids are texts"),
        ],
      ])
  }
}
