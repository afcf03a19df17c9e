/// What one element of an array is, and how its bytes stand in a file.
public struct ElementType: Sendable, Equatable, CustomStringConvertible {
  /// What an element means.
  public enum Kind: Sendable {
    case bool, signed, unsigned, float, bfloat
    /// Text in bytes, padded with zeros.
    case ascii
    /// Text in 32-bit code points, padded with zeros.
    case unicode
  }

  /// What an element means.
  public let kind: Kind
  /// The bytes of one element.
  public let width: Int
  /// Whether the most significant byte comes first.
  public let isBigEndian: Bool

  /// An element of this kind, little-endian unless told.
  public init(_ kind: Kind, width: Int, isBigEndian: Bool = false) {
    (self.kind, self.width, self.isBigEndian) = (kind, width, isBigEndian)
  }

  /// Whether elements are whole numbers or truth values.
  public var isInteger: Bool { kind == .signed || kind == .unsigned || kind == .bool }
  /// Whether elements are texts.
  public var isText: Bool { kind == .ascii || kind == .unicode }

  /// Such as `float32`, `uint8` or `text`.
  public var description: String {
    switch kind {
    case .bool: "bool"
    case .signed: "int\(8 * width)"
    case .unsigned: "uint\(8 * width)"
    case .float: "float\(8 * width)"
    case .bfloat: "bfloat16"
    case .ascii, .unicode: "text"
    }
  }
}

extension ElementType {
  /// A type as numpy writes it, such as `<f4` or `|b1`; without a mark of order, little-endian.
  /// - Throws: ``ForeignFileError/Reason`` that names the type.
  init(numpy name: String) throws(ForeignFileError.Reason) {
    var rest = name[...]
    var isBig = false
    if let mark = rest.first, "<>|=".contains(mark) {
      isBig = mark == ">"
      rest = rest.dropFirst()
    }
    let width = Int(rest.dropFirst()) ?? (rest == "?" ? 1 : 0)
    let widths: [Int]
    let kind: Kind
    switch rest.first {
    case "b", "?": (kind, widths) = (.bool, [1])
    case "i": (kind, widths) = (.signed, [1, 2, 4, 8])
    case "u": (kind, widths) = (.unsigned, [1, 2, 4, 8])
    case "f": (kind, widths) = (.float, [2, 4, 8])
    case "S" where width > 0 && width < 1 << 16:
      self.init(.ascii, width: width)
      return
    case "U" where width > 0 && width < 1 << 16:
      self.init(.unicode, width: 4 * width, isBigEndian: isBig)
      return
    case "O":
      throw
        "holds Python objects (dtype object); save numbers, with astype(\"float32\") or \"int32\""
    default: throw "holds elements of the type \"\(name.prefix(40))\", which is not read here"
    }
    guard widths.contains(width) else {
      throw "holds elements of the type \"\(name.prefix(40))\", which is not read here"
    }
    self.init(kind, width: width, isBigEndian: isBig)
  }

  /// The type as numpy writes it.
  var numpyName: String {
    let order = width == 1 || kind == .ascii ? "|" : isBigEndian ? ">" : "<"
    return switch kind {
    case .bool: "|b1"
    case .signed: "\(order)i\(width)"
    case .unsigned: "\(order)u\(width)"
    case .float: "\(order)f\(width)"
    case .bfloat: "\(order)V2"
    case .ascii: "|S\(width)"
    case .unicode: "\(order)U\(width / 4)"
    }
  }
}
