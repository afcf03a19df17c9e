/// What a test printed and logged, told when it fails.
final class SpecTranscript {
  private(set) var lines: [String] = []
  private static let most = 40

  /// Keeps a line.
  func note(_ line: String) { lines.append(line) }

  /// Forgets everything.
  func clear() { lines = [] }

  /// The lines under a failure, each behind a bar; the last ones where there are many.
  var text: String {
    let skipped = max(0, lines.count - Self.most)
    let head = skipped > 0 ? ["… \(skipped) lines before"] : []
    return (head + lines.suffix(Self.most)).flatMap { line in
      line.split(separator: "\n").map { "\n│ \($0)" }
    }.joined()
  }
}
