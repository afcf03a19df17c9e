/// What is wrong with a dataset, in one sentence that names file and line where there are any.
public struct DataError: Error, Equatable, CustomStringConvertible {
  /// The file, when it is about one.
  public let path: String?
  /// The line, counted from 1, when it is about one.
  public let line: Int?
  /// What is wrong, without a full stop.
  public let problem: String

  /// An error about a line of a file, about a file, or about the data as a whole.
  public init(_ problem: String, path: String? = nil, line: Int? = nil) {
    self.path = path
    self.line = line
    self.problem = problem
  }

  /// The sentence that is shown.
  public var description: String {
    let place = [path, line.map(String.init)].compactMap(\.self).joined(separator: ":")
    return place.isEmpty ? "\(problem)." : "\(place): \(problem)."
  }
}
