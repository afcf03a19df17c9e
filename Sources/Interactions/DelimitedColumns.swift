/// Where the columns of a delimited file are, and how a field of them is read.
struct DelimitedColumns {
  let user: Int
  let item: Int
  let rating: Int?
  let time: Int?
  private let separator: [UInt8]
  private let needed: Int
  private let hasHeader: Bool

  /// Finds the columns, in the header where there is one, which is passed over.
  init(_ format: DelimitedFormat, _ scanner: inout LineScanner) throws(DataError) {
    separator = Array(format.separator.utf8)
    hasHeader = format.hasHeader
    guard !separator.isEmpty else { throw DataError("the separator is empty", path: scanner.path) }
    var names: [String]?
    if format.hasHeader {
      let header = scanner
      let text = String(decoding: header.bytes[scanner.restOfLine()], as: UTF8.self)
      names = text.split(separator: format.separator, omittingEmptySubsequences: false)
        .map(String.init)
    }
    user = try place(of: format.user, names, scanner.path)
    item = try place(of: format.item, names, scanner.path)
    rating = try format.rating.map { (c) throws(DataError) in try place(of: c, names, scanner.path)
    }
    time = try format.time.map { (c) throws(DataError) in try place(of: c, names, scanner.path) }
    if format.minimumRating != nil, rating == nil {
      throw DataError("a least rating needs a rating column", path: scanner.path)
    }
    needed = max(user, item, time ?? 0, format.minimumRating == nil ? 0 : rating ?? 0) + 1
  }

  /// Splits a line into at least the fields that are needed.
  func split(
    _ range: Range<Int>, of line: LineScanner, into fields: inout [Range<Int>]
  ) throws(DataError) {
    fields.removeAll(keepingCapacity: true)
    var (start, place) = (range.lowerBound, range.lowerBound)
    while fields.count < needed, place < range.upperBound {
      if line.bytes[place] == separator[0],
        line.bytes[place..<range.upperBound].starts(with: separator)
      {
        fields.append(start..<place)
        place += separator.count
        start = place
      } else {
        place += 1
      }
    }
    if fields.count < needed { fields.append(start..<range.upperBound) }
    guard fields.count >= needed else {
      throw line.error(
        "the line has \(fields.count) columns, not \(needed), parted by "
          + String(decoding: separator, as: UTF8.self).debugDescription)
    }
  }

  func number(
    _ field: Range<Int>, _ line: LineScanner, _ meaning: StaticString
  ) throws(DataError) -> Int64 {
    do {
      return try line.number(in: trimmed(field, line), meaning)
    } catch {
      guard line.line == 1, !hasHeader else { throw error }
      throw line.error(
        "\(error.problem); if this is a header or ids are texts, the format must say so")
    }
  }

  func text(
    _ field: Range<Int>, _ line: LineScanner, _ meaning: StaticString
  ) throws(DataError) -> String {
    let range = trimmed(field, line)
    guard !range.isEmpty else { throw line.error("\(meaning) is missing") }
    guard let text = String(validating: line.bytes[range], as: UTF8.self) else {
      throw line.error("\(meaning) is not UTF-8")
    }
    return text
  }

  func real(
    _ field: Range<Int>, _ line: LineScanner, _ meaning: StaticString
  ) throws(DataError) -> Double {
    let range = trimmed(field, line)
    let text = String(decoding: line.bytes[range], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw line.error("\(meaning) '\(line.shown(range))' is not a number")
    }
    return value
  }

  private func trimmed(_ field: Range<Int>, _ line: LineScanner) -> Range<Int> {
    var (start, end) = (field.lowerBound, field.upperBound)
    while start < end, line.bytes[start] <= 0x20 { start += 1 }
    while start < end, line.bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}

/// The place of a column, counted from 0.
private func place(
  of column: DelimitedFormat.Column, _ names: [String]?, _ path: String
) throws(DataError) -> Int {
  switch column {
  case .number(let number):
    guard number >= 1 else {
      throw DataError("column \(number) does not exist; columns count from 1", path: path)
    }
    return number - 1
  case .name(let name):
    guard let names else {
      throw DataError("column '\(name)' is given by name, but the format has no header", path: path)
    }
    if let place = names.firstIndex(where: { $0 == name || $0.hasPrefix("\(name):") }) {
      return place
    }
    let known = names.joined(separator: ", ")
    throw DataError("no column is called '\(name)'; there are \(known)", path: path, line: 1)
  }
}
