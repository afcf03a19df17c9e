import Foundation

/// A file of arrays of any of the formats that other programs write, told apart by its first bytes.
public enum ArrayFile: Sendable {
  /// Named arrays: safetensors or npz.
  case named(NamedArrays)
  /// One array: npy.
  case single(StoredArray)
  /// Objects of Python: a pickle, or a file of PyTorch.
  case pickle(Pickle)

  /// Opens a file.
  /// - Throws: `FileError`, `SafetensorsError` or ``ForeignFileError``.
  public init(_ path: String) throws {
    let head = Array(try Data.mapped(path).prefix(9))
    if head.starts(with: NpyFile.magic) {
      self = .single(try NpyFile.read(path))
    } else if head.starts(with: [0x50, 0x4b, 3, 4]) {
      let zip = try NpzFile(path)
      self = zip.names.isEmpty ? .pickle(try Pickle(torch: path)) : .named(.npz(zip))
    } else if head.count == 9, head[8] == UInt8(ascii: "{"), head[5...7] == [0, 0, 0] {
      self = .named(.safetensors(try SafetensorsFile(path)))
    } else {
      self = .pickle(try Pickle(path))
    }
  }
}

/// Arrays under names.
public enum NamedArrays: Sendable {
  /// Those of a safetensors file.
  case safetensors(SafetensorsFile)
  /// Those of an npz file.
  case npz(NpzFile)

  /// The names in the order of the file.
  public var names: [String] {
    switch self {
    case .safetensors(let file): file.entries.map(\.name)
    case .npz(let file): file.names
    }
  }

  /// What a safetensors file says of itself.
  public var metadata: [String: String] {
    if case .safetensors(let file) = self { file.metadata } else { [:] }
  }

  /// An array by its name.
  /// - Throws: `SafetensorsError` or ``ForeignFileError``.
  public func array(_ name: String) throws -> StoredArray {
    switch self {
    case .safetensors(let file): try file.array(name)
    case .npz(let file): try file.array(name)
    }
  }
}

extension StoredArray {
  /// Some rows' numbers, rounded to single precision, row by row.
  /// - Throws: ``ForeignFileError`` about `source` for texts.
  public func floats(rows: Range<Int>, of source: String) throws(ForeignFileError) -> [Float] {
    do { return try floats(rows: rows) } catch { throw ForeignFileError(source, error.problem) }
  }

  /// Some rows' whole numbers, row by row.
  /// - Throws: ``ForeignFileError`` about `source` for elements that are none.
  public func integers(rows: Range<Int>, of source: String) throws(ForeignFileError) -> [Int64] {
    do { return try integers(rows: rows) } catch { throw ForeignFileError(source, error.problem) }
  }

  /// All texts.
  /// - Throws: ``ForeignFileError`` about `source` for numbers.
  public func texts(of source: String) throws(ForeignFileError) -> [String] {
    do { return try texts() } catch { throw ForeignFileError(source, error.problem) }
  }
}
