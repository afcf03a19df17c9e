extension JSONParser {
  mutating func number() throws(JSONError) -> JSONValue {
    let start = next
    let negative = bytes[next] == UInt8(ascii: "-")
    if negative { next += 1 }
    var digits = DecimalDigits()
    let whole = digitRun(&digits)
    guard whole > 0 else {
      next = start
      throw error("this is not a JSON value")
    }
    if whole > 1, bytes[next - whole] == UInt8(ascii: "0") {
      throw error("a number must not begin with 0")
    }
    var isInteger = true
    if next < bytes.count, bytes[next] == UInt8(ascii: ".") {
      next += 1
      isInteger = false
      let fraction = digitRun(&digits)
      guard fraction > 0 else { throw error("a digit is missing after the point") }
      digits.exponent = -fraction
    }
    if next < bytes.count, bytes[next] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      digits.exponent += try exponent()
    }
    if isInteger, !(negative && digits.value == 0), let value = digits.integer(negative) {
      return .int(value)
    }
    if let value = digits.exactDouble { return .double(negative ? -value : value) }
    let text = String(decoding: bytes[start..<next], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw error("the number \(text.prefix(40)) is too large")
    }
    return .double(value)
  }

  mutating func digitRun(_ digits: inout DecimalDigits) -> Int {
    let start = next
    while next < bytes.count, bytes[next] &- 0x30 < 10 {
      digits.append(UInt64(bytes[next] &- 0x30))
      next += 1
    }
    return next - start
  }

  mutating func exponent() throws(JSONError) -> Int {
    next += 1
    var negative = false
    if next < bytes.count, bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") {
      negative = bytes[next] == UInt8(ascii: "-")
      next += 1
    }
    var digits = DecimalDigits()
    guard digitRun(&digits) > 0 else { throw error("a digit is missing in the exponent") }
    let size = Int(min(digits.overflow ? 100_000 : digits.value, 100_000))
    return negative ? -size : size
  }
}

/// The digits of a number as one integer, for the numbers that need no careful rounding.
struct DecimalDigits {
  var value: UInt64 = 0
  var overflow = false
  var exponent = 0

  mutating func append(_ digit: UInt64) {
    let (product, high) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(digit)
    if high || carry { overflow = true }
    value = sum
  }

  func integer(_ negative: Bool) -> Int? {
    guard !overflow else { return nil }
    return negative ? Int(exactly: -Int128(value)) : Int(exactly: value)
  }

  /// The double, when digits and power of ten are both exact in it: one rounding then is right.
  var exactDouble: Double? {
    guard !overflow, value < 1 << 53, abs(exponent) <= 22 else { return nil }
    let digits = Double(value)
    return exponent < 0
      ? digits / exactPowersOfTen[-exponent] : digits * exactPowersOfTen[exponent]
  }
}

private let exactPowersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
