/// The element types of a safetensors file that are read and written here.
public enum SafetensorsType: String, Sendable, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case uint8 = "U8"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"
  case bool = "BOOL"

  /// The bytes of one element.
  public var width: Int {
    switch self {
    case .int64, .uint64, .float64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// The type as that of any array.
  var element: ElementType {
    switch self {
    case .float64, .float32, .float16: ElementType(.float, width: width)
    case .bfloat16: ElementType(.bfloat, width: width)
    case .int8, .int16, .int32, .int64: ElementType(.signed, width: width)
    case .uint8, .uint16, .uint32, .uint64: ElementType(.unsigned, width: width)
    case .bool: ElementType(.bool, width: width)
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
