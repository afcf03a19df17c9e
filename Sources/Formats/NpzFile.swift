import Foundation

/// Numpy's `.npz` files: named arrays, each an npy file in a zip file.
public struct NpzFile: Sendable {
  /// Where the file is.
  public let path: String
  /// The arrays' names in the order of the file.
  public let names: [String]
  private let archive: ZipArchive

  /// Opens a file, mapped; no array is read.
  /// - Throws: `FileError` or ``ForeignFileError``.
  public init(_ path: String) throws {
    try self.init(Data.mapped(path), source: path)
  }

  /// Opens some bytes; `source` names them in messages.
  /// - Throws: ``ForeignFileError``.
  public init(_ data: Data, source: String) throws(ForeignFileError) {
    path = source
    do { archive = try ZipArchive(data) } catch { throw ForeignFileError(source, error.problem) }
    names = archive.members.map(\.name).filter { $0.hasSuffix(".npy") }
      .map { String($0.dropLast(4)) }
  }

  /// An array by its name: stored ones stay in the file, deflated ones come into memory.
  /// - Throws: ``ForeignFileError``.
  public func array(_ name: String) throws(ForeignFileError) -> StoredArray {
    guard let member = archive.members.first(where: { $0.name == "\(name).npy" }) else {
      let known = names.prefix(12).joined(separator: ", ")
      throw ForeignFileError(path, "has no array \"\(name)\"; it holds \(known)")
    }
    let data: Data
    do { data = try archive.bytes(of: member) } catch {
      throw ForeignFileError(path, error.problem)
    }
    return try NpyFile.read(data, source: "\(path), array \(name.prefix(60))")
  }
}

/// Writes a file of arrays for numpy, uncompressed; the same arrays give the same bytes.
public final class NpzWriter {
  private let file: AtomicFile
  private var directory: [UInt8] = []
  private var members = 0
  private var end = 0

  /// Begins a file; it appears at ``commit()``.
  public init(_ path: String) throws(FileError) { file = try AtomicFile(path) }

  /// Appends an array of floats.
  public func append(_ values: [Float], shape: [Int], named name: String) throws(FileError) {
    try append(values.map(\.bitPattern), ElementType(.float, width: 4), shape, name)
  }

  /// Appends an array of 32-bit integers.
  public func append(_ values: [Int32], shape: [Int], named name: String) throws(FileError) {
    try append(
      values.map { UInt32(bitPattern: $0) }, ElementType(.signed, width: 4), shape, name)
  }

  /// Appends a vector of 64-bit integers.
  public func append(_ values: [Int64], named name: String) throws(FileError) {
    try append(
      values.map { UInt64(bitPattern: $0) }, ElementType(.signed, width: 8), [values.count], name)
  }

  /// Appends a vector of texts.
  public func append(_ texts: [String], named name: String) throws(FileError) {
    let width = max(1, texts.map(\.unicodeScalars.count).max() ?? 1)
    let units = texts.flatMap { text in
      let codes = text.unicodeScalars.map(\.value)
      return codes + [UInt32](repeating: 0, count: width - codes.count)
    }
    try append(units, ElementType(.unicode, width: 4 * width), [texts.count], name)
  }

  private func append<W: FixedWidthInteger>(
    _ words: [W], _ type: ElementType, _ shape: [Int], _ name: String
  ) throws(FileError) {
    let bytes = NpyFile.header(type, shape: shape) + littleEndian(words)
    let name = Array("\(name).npy".utf8)
    guard end + bytes.count < 0xffff_0000 else {
      throw .unwritable(file.path, reason: "more than 4 GB do not fit this kind of zip file")
    }
    let size = UInt32(bytes.count)
    // Version 2.0, no flags, stored, 1 January 1980.
    let common =
      littleEndian([20, 0, 0, 0, 0x21] as [UInt16])
      + littleEndian([CRC32.checksum(bytes), size, size] as [UInt32])
      + littleEndian([UInt16(name.count), 0] as [UInt16])
    let header = littleEndian([0x0403_4b50] as [UInt32]) + common + name
    directory +=
      littleEndian([0x0201_4b50] as [UInt32]) + littleEndian([20] as [UInt16]) + common
      + [UInt8](repeating: 0, count: 10) + littleEndian([UInt32(end)] as [UInt32]) + name
    try file.append(header + bytes)
    end += header.count + bytes.count
    members += 1
  }

  /// Puts the file in place.
  public func commit() throws(FileError) {
    try file.append(directory)
    let count = UInt16(members)
    try file.append(
      littleEndian([0x0605_4b50] as [UInt32]) + littleEndian([0, 0, count, count] as [UInt16])
        + littleEndian([UInt32(directory.count), UInt32(end)] as [UInt32]) + [0, 0])
    try file.commit()
  }
}
