import Foundation

/// A safetensors file, mapped: opening it reads the header, and only the rows that are asked for
/// are ever read from the disk.
public struct SafetensorsFile: Sendable {
  /// Where the file is.
  public let path: String
  /// The file's `__metadata__`.
  public let metadata: [String: String]
  /// The tensors, in the order of their bytes.
  public let entries: [SafetensorsEntry]
  private let data: Data
  private let dataStart: Int
  private let places: [String: Int]

  /// Opens a file and checks its header against its size.
  ///
  /// - Throws: ``FileError`` or ``SafetensorsError``.
  public init(_ path: String) throws {
    try self.init(Data.mapped(path), source: path)
  }

  /// Opens some bytes and checks their header against their size; `source` names them in messages.
  ///
  /// - Throws: ``SafetensorsError``.
  public init(_ data: Data, source path: String) throws(SafetensorsError) {
    self.path = path
    self.data = data
    let header = try SafetensorsHeader(data, path: path)
    metadata = header.metadata
    entries = header.entries
    dataStart = header.dataStart
    places = Dictionary(uniqueKeysWithValues: zip(entries.map(\.name), entries.indices))
  }

  /// The tensor of this name, or nil.
  public subscript(_ name: String) -> SafetensorsEntry? { places[name].map { entries[$0] } }

  /// The tensor of this name.
  ///
  /// - Throws: ``SafetensorsError`` that lists what there is.
  public func entry(_ name: String) throws(SafetensorsError) -> SafetensorsEntry {
    if let entry = self[name] { return entry }
    let known = entries.map(\.name).sorted().prefix(12).joined(separator: ", ")
    throw failure(name, "is missing; the file holds \(known.isEmpty ? "none" : known)")
  }

  /// The metadata of this name.
  ///
  /// - Throws: ``SafetensorsError`` when it is missing.
  public func metadata(_ key: String) throws(SafetensorsError) -> String {
    if let text = metadata[key] { return text }
    throw SafetensorsError(path: path, tensor: nil, problem: "has no metadata \"\(key)\"")
  }

  /// All elements of an F32 or F16 tensor, row by row.
  public func floats(_ name: String) throws(SafetensorsError) -> [Float] {
    try floats(name, rows: 0..<(try rowTotal(name)))
  }

  /// Some rows of an F32 or F16 tensor.
  public func floats(_ name: String, rows: Range<Int>) throws(SafetensorsError) -> [Float] {
    let entry = try entry(name, of: [.float32, .float16])
    let range = try place(of: rows, in: entry)
    return entry.type == .float32
      ? words(range) { (word: UInt32) in Float(bitPattern: word) }
      : words(range) { (word: UInt16) in Float(Float16(bitPattern: word)) }
  }

  /// All elements of an I32 tensor, row by row.
  public func int32s(_ name: String) throws(SafetensorsError) -> [Int32] {
    try int32s(name, rows: 0..<(try rowTotal(name)))
  }

  /// Some rows of an I32 tensor.
  public func int32s(_ name: String, rows: Range<Int>) throws(SafetensorsError) -> [Int32] {
    let range = try place(of: rows, in: try entry(name, of: [.int32]))
    return words(range) { (word: UInt32) in Int32(bitPattern: word) }
  }

  /// All elements of an I64 tensor.
  public func int64s(_ name: String) throws(SafetensorsError) -> [Int64] {
    let entry = try entry(name, of: [.int64])
    return words(entry.bytes) { (word: UInt64) in Int64(bitPattern: word) }
  }

  /// All elements of a U8 or BOOL tensor.
  public func bytes(_ name: String) throws(SafetensorsError) -> [UInt8] {
    words(try entry(name, of: [.uint8, .bool]).bytes) { (word: UInt8) in word }
  }

  /// A tensor of any type, still in the file.
  public func array(_ name: String) throws(SafetensorsError) -> StoredArray {
    let entry = try entry(name)
    do {
      return try StoredArray(
        data, start: dataStart + entry.bytes.lowerBound, type: entry.type.element,
        shape: entry.shape)
    } catch {
      throw failure(name, error.problem)
    }
  }

  /// The tensor of this name, if it is of one of some types.
  ///
  /// - Throws: ``SafetensorsError``.
  public func entry(
    _ name: String, of types: [SafetensorsType]
  ) throws(SafetensorsError) -> SafetensorsEntry {
    let entry = try entry(name)
    if types.contains(entry.type) { return entry }
    let wanted = types.map(\.rawValue).joined(separator: " or ")
    throw failure(name, "is of type \(entry.type.rawValue), not \(wanted)")
  }

  private func rowTotal(_ name: String) throws(SafetensorsError) -> Int {
    try entry(name).shape.first ?? 1
  }

  private func place(
    of rows: Range<Int>, in entry: SafetensorsEntry
  ) throws(SafetensorsError) -> Range<Int> {
    let total = entry.shape.first ?? 1
    guard rows.lowerBound >= 0, rows.upperBound <= total else {
      throw failure(entry.name, "has \(total) rows, not row \(rows.upperBound - 1)")
    }
    let width = entry.rowCount * entry.type.width
    let start = entry.bytes.lowerBound
    return (start + rows.lowerBound * width)..<(start + rows.upperBound * width)
  }

  /// What the little-endian words in a range of the data stand for.
  private func words<W: FixedWidthInteger, Element>(
    _ range: Range<Int>, _ element: (W) -> Element
  ) -> [Element] {
    let span = data.span
    let width = MemoryLayout<W>.size
    var result: [Element] = []
    result.reserveCapacity(range.count / width)
    var next = dataStart + range.lowerBound
    for _ in 0..<(range.count / width) {
      var word: W = 0
      for byte in 0..<width { word |= W(truncatingIfNeeded: span[next + byte]) << W(8 * byte) }
      result.append(element(word))
      next += width
    }
    return result
  }

  private func failure(_ tensor: String, _ problem: String) -> SafetensorsError {
    SafetensorsError(path: path, tensor: tensor, problem: problem)
  }
}
