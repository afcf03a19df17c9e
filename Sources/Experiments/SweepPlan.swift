/// The runs of a sweep: every combination of the values that its axes list.
///
/// `key=1,2,3` lists values, `key=0..4` is a range of integers with both ends; braces and quotes keep
/// their commas.
public struct SweepPlan: Sendable {
  /// The overrides of each run, `key=value` for every axis; the last axis changes fastest.
  public let combinations: [[String]]

  /// The combinations of `axes`.
  /// - Throws: ``ExperimentError/input(_:)`` for an axis that is no `key=values` or a range that is
  ///   empty.
  public init(axes: [String]) throws(ExperimentError) {
    var combinations: [[String]] = [[]]
    for axis in axes {
      guard let split = axis.firstIndex(of: "="), split != axis.startIndex else {
        throw .input("\(axis): a sweep takes key=value,value or key=first..last.")
      }
      let key = axis[..<split]
      let values = try Self.values(axis[axis.index(after: split)...], of: String(key))
      combinations = combinations.flatMap { start in values.map { start + ["\(key)=\($0)"] } }
    }
    self.combinations = combinations
  }

  private static func values(
    _ text: Substring, of key: String
  ) throws(ExperimentError) -> [String] {
    var values: [String] = []
    for part in parts(text) {
      guard let dots = part.range(of: ".."), let first = Int(part[..<dots.lowerBound]),
        let last = Int(part[dots.upperBound...])
      else {
        values.append(part)
        continue
      }
      let (steps, isTooLong) = last.subtractingReportingOverflow(first)
      guard first <= last, !isTooLong, steps < 10_000 else {
        throw .input(
          "\(key)=\(part): a range goes from its smaller end to its larger one, over at most 10,000 "
            + "numbers.")
      }
      values += (first...last).map(String.init)
    }
    return values
  }

  /// The text between commas that stand outside braces and quotes.
  private static func parts(_ text: Substring) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "{" {
        depth += 1
      } else if character == "}" {
        depth -= 1
      } else if character == ",", depth == 0 {
        parts.append("")
        continue
      }
      parts[parts.count - 1].append(character)
    }
    return parts
  }
}
