import Formats
import Testing

@Suite struct JSONTests {
  @Test func roundTripKeepsOrderAndKinds() throws {
    let text = #"{"b":[1,-2,1.0,1e-05,true,null],"a":{"ä\n\"\\":"\u0001x"},"c":[],"d":{}}"#
    let value = try JSONValue(parsing: text)
    #expect(value.text() == text)
    #expect(value.object?.keys == ["b", "a", "c", "d"])
    #expect(value["b"]?[0] == .int(1) && value["b"]?[2] == .double(1))
    #expect(try JSONValue(parsing: value.text(pretty: true)) == value)
  }

  @Test func prettyTextIsReadable() {
    let value: JSONValue = ["name": "x", "k": [1, 2], "inner": ["a": 0.5], "none": [:]]
    #expect(
      value.text(pretty: true) == """
        {
          "name": "x",
          "k": [1, 2],
          "inner": {
            "a": 0.5
          },
          "none": {}
        }
        """)
  }

  @Test func numbersReadBackAsTheSameDoubles() throws {
    var bits: UInt64 = 88_172_645_463_325_252
    for _ in 0..<20_000 {
      bits ^= bits << 13
      bits ^= bits >> 7
      bits ^= bits << 17
      let number = Double(bitPattern: bits)
      guard number.isFinite else { continue }
      let back = try JSONValue(parsing: JSONValue.double(number).text())
      #expect(back.double?.bitPattern == number.bitPattern)
    }
  }

  @Test(arguments: [
    ("-0", -0.0), ("1E5", 1e5), ("123456789012345678901", 123456789012345683968),
    ("0.1", 0.1), ("17976931348623157e292", 1.7976931348623157e308),
    ("5e-324", .leastNonzeroMagnitude),
    ("0.30000000000000004", 0.1 + 0.2), ("9007199254740993.0", 9007199254740992),
  ])
  func numbers(text: String, number: Double) throws {
    let value = try JSONValue(parsing: text).double
    #expect(value?.bitPattern == number.bitPattern)
  }

  @Test func wholeNumbersStayWhole() throws {
    #expect(try JSONValue(parsing: "9223372036854775807") == .int(.max))
    #expect(try JSONValue(parsing: "-9223372036854775808") == .int(.min))
    #expect(try JSONValue(parsing: "\"\\ud83d\\ude00\"") == "😀")
  }

  @Test(arguments: [
    ("", "1:1: the text ends where a value should be"), ("[1,]", "1:4: this is not a JSON value"),
    ("{\n \"a\" 1}", "2:6: a ':' is missing after \"a\""),
    ("[1 2]", "1:4: a ',' or ']' is missing"),
    ("01", "1:3: a number must not begin with 0"),
    ("1.", "1:3: a digit is missing after the point"),
    ("1e", "1:3: a digit is missing in the exponent"),
    ("1e999", "1:6: the number 1e999 is too large"),
    ("NaN", "1:1: this is not a JSON value"), ("\"a", "1:3: a string has no closing quote"),
    ("\"\\x\"", "1:2: an unknown escape stands in a string"),
    ("\"\\ud800\"", "1:8: half of a surrogate pair stands alone"),
    ("{\"a\":1,\"a\":2}", "1:11: the key \"a\" is there twice"),
    ("1 1", "1:3: text follows the end of the value"),
  ])
  func textThatIsNotJSONIsRefused(text: String, problem: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text, source: "f") }
    #expect(error?.description == "f:\(problem).")
  }

  @Test func deepNestingIsRefused() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError.self) { try JSONValue(parsing: deep) }
  }
}
