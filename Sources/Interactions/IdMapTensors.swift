import Formats

/// Ids beside the tensors that they number: `NAME.ids` I64, or for texts `NAME.ids.bytes` U8
/// (UTF-8, one after another) and `NAME.ids.offsets` I64 (one more than there are ids).
extension IdMap {
  /// What a file must declare for these ids under a name such as `user`.
  public func declaration(
    named name: String
  ) -> [(name: String, type: SafetensorsType, shape: [Int])] {
    guard isText else { return [("\(name).ids", .int64, [count])] }
    let size = texts.reduce(0) { $0 + $1.utf8.count }
    return [("\(name).ids.bytes", .uint8, [size]), ("\(name).ids.offsets", .int64, [count + 1])]
  }

  /// Appends the ids to a file that declared them.
  public func append(to file: SafetensorsWriter, named name: String) throws(FileError) {
    guard isText else { return try file.append(numbers, to: "\(name).ids") }
    var offsets: [Int64] = [0]
    for text in texts { offsets.append(offsets[offsets.count - 1] + Int64(text.utf8.count)) }
    try file.append(texts.flatMap { Array($0.utf8) }, to: "\(name).ids.bytes")
    try file.append(offsets, to: "\(name).ids.offsets")
  }

  /// The ids in a file; nil when it has none of this name.
  ///
  /// - Throws: `SafetensorsError` when they are of another type, ``DataError`` when one is there
  ///   twice or the texts are damaged.
  public init?(in file: SafetensorsFile, named name: String) throws {
    self.init()
    if file["\(name).ids"] != nil {
      let numbers = try file.int64s("\(name).ids")
      for number in numbers { _ = place(of: number) }
      guard count == numbers.count else { throw Self.damaged(file, name) }
    } else if file["\(name).ids.offsets"] != nil {
      let offsets = try file.int64s("\(name).ids.offsets")
      let bytes = try file.bytes("\(name).ids.bytes")
      for (start, end) in zip(offsets, offsets.dropFirst()) {
        guard start >= 0, start <= end, end <= bytes.count,
          let text = String(validating: bytes[Int(start)..<Int(end)], as: UTF8.self)
        else { throw Self.damaged(file, name) }
        _ = place(of: text)
      }
      guard count == offsets.count - 1 else { throw Self.damaged(file, name) }
    } else {
      return nil
    }
  }

  private static func damaged(_ file: SafetensorsFile, _ name: String) -> DataError {
    DataError("\(name).ids are damaged: one is there twice or is no text", path: file.path)
  }
}
