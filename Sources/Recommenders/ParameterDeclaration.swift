/// A number that a config may set: its default, its range and what it means.
public struct ParameterDeclaration: Sendable, Equatable {
  /// The name in configs.
  public let name: String
  /// The value when a config says nothing.
  public let standard: Double
  /// The values that are taken.
  public let range: ClosedRange<Double>
  /// Whether only whole numbers are taken.
  public let isWhole: Bool
  /// One line for listings and errors.
  public let help: String

  /// A whole number.
  public static func whole(
    _ name: String, _ standard: Int, in range: ClosedRange<Int>, _ help: String
  ) -> Self {
    Self(
      name: name, standard: Double(standard),
      range: Double(range.lowerBound)...Double(range.upperBound), isWhole: true, help: help)
  }

  /// Any number.
  public static func number(
    _ name: String, _ standard: Double, in range: ClosedRange<Double>, _ help: String
  ) -> Self {
    Self(name: name, standard: standard, range: range, isWhole: false, help: help)
  }

  /// Refuses a value outside the range, one with a fraction where whole numbers are wanted, and one
  /// that is no number.
  func check(_ value: Double, kind: String) throws(ModelError) {
    if range.contains(value), !isWhole || value == value.rounded() { return }
    throw .value(
      kind: kind, parameter: name, found: text(value),
      wanted: "\(isWhole ? "a whole number" : "a number") in "
        + "\(text(range.lowerBound))…\(text(range.upperBound))")
  }

  private func text(_ value: Double) -> String {
    isWhole && value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
