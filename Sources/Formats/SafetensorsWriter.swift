/// Writes a safetensors file whose tensors need not be in memory together: all are declared first,
/// then their elements are appended, tensor by tensor in any order or in turns.
///
/// The bytes depend on names, shapes, elements and metadata alone: tensors lie by falling element
/// width, then by name, so that all are aligned; metadata is sorted. The file appears at
/// ``commit()`` (see ``AtomicFile``).
public final class SafetensorsWriter {
  private struct Place {
    let entry: SafetensorsEntry
    var next: Int
  }

  private let file: AtomicFile
  private let dataStart: Int
  private var places: [String: Place] = [:]

  /// Declares the tensors of a file and begins it.
  ///
  /// - Throws: ``FileError``.
  public init(
    _ path: String, tensors: [(name: String, type: SafetensorsType, shape: [Int])],
    metadata: [String: String] = [:]
  ) throws(FileError) {
    let sorted = tensors.sorted { ($1.type.width, $0.name) < ($0.type.width, $1.name) }
    var header = JSONObject()
    if !metadata.isEmpty {
      var strings = JSONObject()
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { strings[key] = .string(value) }
      header["__metadata__"] = .object(strings)
    }
    var end = 0
    for (name, type, shape) in sorted {
      precondition(places[name] == nil, "tensor \(name) is declared twice")
      let range = end..<(end + shape.reduce(type.width, *))
      let entry = SafetensorsEntry(name: name, type: type, shape: shape, bytes: range)
      places[name] = Place(entry: entry, next: end)
      header[name] = [
        "dtype": .string(type.rawValue), "shape": .array(shape.map { .int($0) }),
        "data_offsets": [.int(range.lowerBound), .int(range.upperBound)],
      ]
      end = range.upperBound
    }
    var text = Array(JSONValue.object(header).text().utf8)
    text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
    dataStart = 8 + text.count
    file = try AtomicFile(path)
    try file.append(littleEndian([UInt64(text.count)][...]) + text)
  }

  /// Appends elements to an F32 tensor, or rounded to nearest to an F16 tensor.
  public func append(_ values: [Float], to name: String) throws(FileError) {
    if places[name]?.entry.type == .float16 {
      try append(values, to: name, as: .float16) { Float16($0).bitPattern }
    } else {
      try append(values, to: name, as: .float32) { $0.bitPattern }
    }
  }

  /// Appends elements to an I32 tensor.
  public func append(_ values: [Int32], to name: String) throws(FileError) {
    try append(values, to: name, as: .int32) { UInt32(bitPattern: $0) }
  }

  /// Appends elements to an I64 tensor.
  public func append(_ values: [Int64], to name: String) throws(FileError) {
    try append(values, to: name, as: .int64) { UInt64(bitPattern: $0) }
  }

  /// Appends elements to a U8 tensor.
  public func append(_ values: [UInt8], to name: String) throws(FileError) {
    try append(values, to: name, as: .uint8) { $0 }
  }

  /// Puts the file in place; every declared element must have been appended.
  public func commit() throws(FileError) {
    let unfinished = places.values.first { $0.next != $0.entry.bytes.upperBound }
    precondition(unfinished == nil, "tensor \(unfinished?.entry.name ?? "") is not complete")
    try file.commit()
  }

  private func append<T, W: FixedWidthInteger>(
    _ values: [T], to name: String, as type: SafetensorsType, _ word: (T) -> W
  ) throws(FileError) {
    guard var place = places[name], place.entry.type == type else {
      preconditionFailure("no tensor \(name) of type \(type.rawValue) was declared")
    }
    try file.seek(to: dataStart + place.next)
    let chunk = 1 << 16
    for start in stride(from: 0, to: values.count, by: chunk) {
      let words = values[start..<min(start + chunk, values.count)].map(word)
      try file.append(littleEndian(words[...]))
    }
    place.next += values.count * type.width
    precondition(place.next <= place.entry.bytes.upperBound, "tensor \(name) is overfull")
    places[name] = place
  }
}

/// The bytes of words, least significant first.
func littleEndian<W: FixedWidthInteger>(_ words: some Collection<W>) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(words.count * MemoryLayout<W>.size)
  for word in words {
    for shift in stride(from: 0, to: W.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> W(shift)))
    }
  }
  return bytes
}
