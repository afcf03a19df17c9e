extension JSONValue {
  /// The value as JSON text: the same value always gives the same bytes, numbers read back as the
  /// same numbers. A number that is not finite has no JSON form and is written as `null`.
  ///
  /// - Parameter pretty: one member or nested value a line; short arrays of numbers stay on one.
  public func text(pretty: Bool = false) -> String {
    var output = ""
    write(to: &output, level: pretty ? 0 : nil)
    return output
  }

  private func write(to output: inout String, level: Int?) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .int(let value): output += String(value)
    case .double(let value): output += value.isFinite ? value.description : "null"
    case .string(let value): writeQuoted(value, to: &output)
    case .array(let values):
      let flat = values.allSatisfy(\.isScalar)
      writeList(values, "[", "]", to: &output, level: flat ? nil : level, spaced: level != nil) {
        $0.write(to: &$1, level: $2)
      }
    case .object(let object):
      writeList(Array(object), "{", "}", to: &output, level: level, spaced: level != nil) {
        writeQuoted($0.0, to: &$1)
        $1 += $2 == nil ? ":" : ": "
        $0.1.write(to: &$1, level: $2)
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}

/// Writes elements between brackets: one a line, indented, when there is a level.
private func writeList<Element>(
  _ elements: [Element], _ open: String, _ close: String, to output: inout String, level: Int?,
  spaced: Bool, _ write: (Element, inout String, Int?) -> Void
) {
  output += open
  let inner = level.map { $0 + 1 }
  for (i, element) in elements.enumerated() {
    if i > 0 { output += inner == nil && spaced ? ", " : "," }
    if let inner { output += "\n" + String(repeating: "  ", count: inner) }
    write(element, &output, inner)
  }
  if let level, !elements.isEmpty { output += "\n" + String(repeating: "  ", count: level) }
  output += close
}

private func writeQuoted(_ text: String, to output: inout String) {
  output += "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": output += "\\\""
    case "\\": output += "\\\\"
    case "\n": output += "\\n"
    case "\r": output += "\\r"
    case "\t": output += "\\t"
    case "\u{0}"..<"\u{20}":
      let digits = String(scalar.value, radix: 16)
      output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: output.unicodeScalars.append(scalar)
    }
  }
  output += "\""
}
