import Formats

extension Split {
  /// Writes `train.txt`, `valid.txt`, `test.txt` (`user item item …`, dense ids, in the order of
  /// the rows) and `users.txt`, `items.txt` (`dense-id original-id`) into a folder.
  ///
  /// - Throws: `FileError`.
  public func write(to folder: String) throws(FileError) {
    try write(train, to: "\(folder)/train.txt")
    try write(valid, to: "\(folder)/valid.txt")
    try write(test, to: "\(folder)/test.txt")
    try write(users, to: "\(folder)/users.txt")
    try write(items, to: "\(folder)/items.txt")
  }

  private func write(_ matrix: InteractionMatrix, to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try matrix.writeLines { (lines) throws(FileError) in try file.append(lines) }
    try file.commit()
  }

  private func write(_ ids: IdMap, to path: String) throws(FileError) {
    let lines = (0..<ids.count).map { "\($0) \(ids[$0])\n" }
    try AtomicFile.write(lines.joined(), to: path)
  }
}

extension InteractionMatrix {
  /// The rows of users with items as lines of `user item item …`, in pieces of about 64 kB.
  func writeLines<E: Error>(_ write: ([UInt8]) throws(E) -> Void) throws(E) {
    var lines: [UInt8] = []
    for user in 0..<userCount where count(of: user) > 0 {
      appendDecimal(user, to: &lines)
      for item in self[user] {
        lines.append(UInt8(ascii: " "))
        appendDecimal(Int(item), to: &lines)
      }
      lines.append(UInt8(ascii: "\n"))
      if lines.count >= 1 << 16 {
        try write(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    try write(lines)
  }
}

private func appendDecimal(_ number: Int, to bytes: inout [UInt8]) {
  if number >= 10 { appendDecimal(number / 10, to: &bytes) }
  bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
}
