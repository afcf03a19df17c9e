/// The element types of a safetensors file that are read and written here.
public enum SafetensorsType: String, Sendable, CaseIterable {
  case float32 = "F32"
  case float16 = "F16"
  case int32 = "I32"
  case int64 = "I64"
  case uint8 = "U8"
  case bool = "BOOL"

  /// The bytes of one element.
  public var width: Int {
    switch self {
    case .int64: 8
    case .float32, .int32: 4
    case .float16: 2
    case .uint8, .bool: 1
    }
  }
}

/// One tensor as the header of a safetensors file declares it.
public struct SafetensorsEntry: Sendable, Equatable {
  /// The tensor's name.
  public let name: String
  /// The type of its elements.
  public let type: SafetensorsType
  /// The sizes of its dimensions, outermost first; empty for a scalar.
  public let shape: [Int]
  /// Where its bytes lie after the header.
  let bytes: Range<Int>

  /// The number of elements.
  public var count: Int { bytes.count / type.width }

  /// The elements of one row: of everything below the first dimension.
  public var rowCount: Int { shape.dropFirst().reduce(1, *) }
}

/// What is wrong with a safetensors file or with what is asked of it.
public struct SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// The tensor, when it is about one.
  public let tensor: String?
  /// What is wrong, without a full stop.
  public let problem: String

  /// The sentence that is shown.
  public var description: String {
    "\(path): \(tensor.map { "tensor \"\($0)\" " } ?? "")\(problem)."
  }
}
