/// Why a file that another program wrote is refused, in one sentence that names it.
public struct ForeignFileError: Error, Equatable, CustomStringConvertible {
  /// The file, and the array in it if one is to blame.
  public let source: String
  /// What is wrong, without a full stop.
  public let problem: String

  /// A refusal.
  public init(_ source: String, _ problem: String) {
    (self.source, self.problem) = (source, problem)
  }

  /// The sentence that is shown.
  public var description: String { "\(source): \(problem)." }

  /// What is wrong, before it is known in which file.
  struct Reason: Error, ExpressibleByStringInterpolation {
    let problem: String

    init(stringLiteral problem: String) { self.problem = problem }
  }
}
