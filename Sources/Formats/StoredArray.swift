import Foundation

/// An array of numbers or texts as it lies in a file: opening it reads nothing, and only the rows
/// that are asked for are decoded.
public struct StoredArray: Sendable {
  /// What the elements are.
  public let type: ElementType
  /// The sizes of the dimensions, outermost first; empty for a scalar.
  public let shape: [Int]
  /// How many elements apart neighbours along each dimension lie.
  private let strides: [Int]
  private let data: Data
  /// Where the first element lies in ``data``.
  private let start: Int

  /// An array over bytes that are checked to be there.
  ///
  /// - Parameters:
  ///   - data: the bytes, and others besides.
  ///   - start: the place of the first element, counted from the beginning of `data`.
  ///   - isFortran: whether the first dimension varies fastest.
  ///   - strides: neighbours' distances in elements, none negative; nil for the usual ones.
  init(
    _ data: Data, start: Int = 0, type: ElementType, shape: [Int], isFortran: Bool = false,
    strides given: [Int]? = nil
  ) throws(ForeignFileError.Reason) {
    // Empty arrays may have other dimensions of any size; none that a loop over it would take long.
    let isEmpty = shape.contains(0)
    var sizes = 1
    for size in shape {
      let (product, overflow) = sizes.multipliedReportingOverflow(by: max(1, size))
      guard size >= 0, !overflow, !isEmpty || size <= max(data.count, 1 << 16) else {
        throw "has the impossible shape \(shape.prefix(8))"
      }
      sizes = product
    }
    let count = isEmpty ? 0 : sizes
    let strides = given ?? Self.strides(shape, isFortran: isFortran)
    guard strides.count == shape.count, shape.count <= 32, strides.allSatisfy({ $0 >= 0 }) else {
      throw "has strides that do not fit its shape"
    }
    var end = count == 0 ? 0 : 1
    for (size, stride) in zip(shape, strides) where count > 0 {
      let (step, first) = (size - 1).multipliedReportingOverflow(by: stride)
      let (sum, second) = end.addingReportingOverflow(step)
      guard !first, !second else { throw "has strides beyond any file" }
      end = sum
    }
    let (bytes, overflow) = end.multipliedReportingOverflow(by: type.width)
    let isShared = count > end
    guard !isShared else { throw "has elements that share their place: save a copy of it" }
    guard !overflow, start >= 0, start <= data.count, bytes <= data.count - start else {
      throw """
      of shape \(shape.prefix(8)) needs more than the \(max(0, data.count - start)) bytes \
      that are there: the file is cut off
      """
    }
    self.type = type
    self.shape = shape
    self.data = data
    self.start = start
    self.strides = strides
  }

  private static func strides(_ shape: [Int], isFortran: Bool) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    var step = 1
    for axis in isFortran ? Array(shape.indices) : shape.indices.reversed() {
      strides[axis] = step
      step = step.multipliedReportingOverflow(by: max(1, shape[axis])).partialValue
    }
    return strides
  }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// The size of the first dimension; 1 for a scalar.
  public var rows: Int { shape.first ?? 1 }

  /// The elements of one row: of everything below the first dimension.
  public var rowCount: Int { shape.dropFirst().reduce(1, *) }

  /// Some rows' numbers, rounded to single precision.
  /// - Throws: ``ForeignFileError/Reason`` for texts.
  func floats(rows: Range<Int>) throws(ForeignFileError.Reason) -> [Float] {
    switch (type.kind, type.width) {
    case (.float, 4): return words(rows, as: UInt32.self) { Float(bitPattern: $0) }
    case (.float, 8): return words(rows, as: UInt64.self) { Float(Double(bitPattern: $0)) }
    case (.float, _): return words(rows, as: UInt16.self) { Float(Float16(bitPattern: $0)) }
    case (.bfloat, _): return words(rows, as: UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case (.ascii, _), (.unicode, _): throw "holds texts where numbers are needed"
    case (.signed, _), (.unsigned, _), (.bool, _):
      return try integers(rows: rows).map { Float($0) }
    }
  }

  /// Some rows' whole numbers.
  /// - Throws: ``ForeignFileError/Reason`` for elements that are none.
  func integers(rows: Range<Int>) throws(ForeignFileError.Reason) -> [Int64] {
    switch (type.kind, type.width) {
    case (.bool, _): return words(rows, as: UInt8.self) { $0 == 0 ? 0 : 1 }
    case (.signed, 1): return words(rows, as: UInt8.self) { Int64(Int8(bitPattern: $0)) }
    case (.signed, 2): return words(rows, as: UInt16.self) { Int64(Int16(bitPattern: $0)) }
    case (.signed, 4): return words(rows, as: UInt32.self) { Int64(Int32(bitPattern: $0)) }
    case (.signed, _): return words(rows, as: UInt64.self) { Int64(bitPattern: $0) }
    case (.unsigned, 1): return words(rows, as: UInt8.self) { Int64($0) }
    case (.unsigned, 2): return words(rows, as: UInt16.self) { Int64($0) }
    case (.unsigned, 4): return words(rows, as: UInt32.self) { Int64($0) }
    case (.unsigned, _):
      let values = words(rows, as: UInt64.self) { $0 }
      if let wild = values.first(where: { $0 > UInt64(Int64.max) }) {
        throw "holds \(wild), which is too large for an id"
      }
      return values.map { Int64($0) }
    case (.float, _), (.bfloat, _), (.ascii, _), (.unicode, _):
      throw "holds elements of the type \(type) where whole numbers are needed"
    }
  }

  /// The first number in double precision.
  func double() throws(ForeignFileError.Reason) -> Double {
    if type == ElementType(.float, width: 8, isBigEndian: type.isBigEndian) {
      return words(0..<1, as: UInt64.self) { Double(bitPattern: $0) }[0]
    }
    return Double(try floats(rows: 0..<1)[0])
  }

  /// All texts.
  /// - Throws: ``ForeignFileError/Reason`` for numbers, or what is no text.
  func texts() throws(ForeignFileError.Reason) -> [String] {
    guard type.isText else { throw "holds elements of the type \(type) where texts are needed" }
    let wide = type.kind == .unicode
    let units = wide ? type.width / 4 : type.width
    var texts: [String] = []
    for place in places(0..<rows) {
      let span = data.span
      let first = start + place * type.width
      var text = String.UnicodeScalarView()
      for unit in 0..<units {
        let code: UInt32 =
          wide
          ? word(span, first + 4 * unit, as: UInt32.self) : UInt32(span[first + unit])
        if code == 0 { break }
        guard let scalar = Unicode.Scalar(code) else { throw "holds something that is no text" }
        text.append(scalar)
      }
      texts.append(String(text))
    }
    return texts
  }

  /// The places, in elements, of some rows' elements in row-major order.
  private func places(_ rows: Range<Int>) -> [Int] {
    guard count > 0 else { return [] }
    var inner = [0]
    for (size, stride) in zip(shape, strides).dropFirst() {
      inner = inner.flatMap { place in (0..<size).map { place + $0 * stride } }
    }
    let step = strides.first ?? 0
    return rows.flatMap { row in inner.map { row * step + $0 } }
  }

  private var isContiguous: Bool { strides == Self.strides(shape, isFortran: false) }

  private func words<W: FixedWidthInteger, Value>(
    _ rows: Range<Int>, as: W.Type, _ value: (W) -> Value
  ) -> [Value] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows)
    let span = data.span
    var result: [Value] = []
    if isContiguous {
      result.reserveCapacity(rows.count * rowCount)
      var next = start + rows.lowerBound * rowCount * type.width
      for _ in 0..<rows.count * rowCount {
        result.append(value(word(span, next, as: W.self)))
        next += type.width
      }
    } else {
      for place in places(rows) {
        result.append(value(word(span, start + place * type.width, as: W.self)))
      }
    }
    return result
  }

  @inline(__always)
  private func word<W: FixedWidthInteger>(_ span: Span<UInt8>, _ at: Int, as: W.Type) -> W {
    var word: W = 0
    for byte in 0..<MemoryLayout<W>.size {
      word |= W(truncatingIfNeeded: span[at + byte]) << W(8 * byte)
    }
    return type.isBigEndian ? word.byteSwapped : word
  }
}
