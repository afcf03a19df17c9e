/// What is refused about trajectories and lists, in one sentence that says what to do.
public struct TrajectoryError: Error, Equatable, CustomStringConvertible {
  /// The sentence that is shown.
  public let description: String

  /// An error about a file, and a tensor in it if one is to blame.
  init(_ path: String, tensor: String? = nil, _ problem: String) {
    description = "\(path): \(tensor.map { "tensor \"\($0)\" " } ?? "")\(problem)."
  }

  /// An error about something that is not a file.
  init(_ sentence: String) { description = sentence }
}
