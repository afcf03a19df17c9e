import Foundation

/// The members of a zip file, stored or deflated, as `numpy.savez` and `torch.save` write them.
///
/// Opening reads the directory at the file's end; a member is read when it is asked for.
struct ZipArchive: Sendable {
  /// One member as the directory declares it.
  struct Member: Sendable {
    let name: String
    let isDeflated: Bool
    let checksum: UInt32
    /// The bytes in the file, and those they stand for.
    let sizes: (stored: Int, whole: Int)
    /// Where the member's own header begins.
    let offset: Int
  }

  /// How many times larger than the file what is deflated in it may be.
  static let growth = 64
  /// What a small file may hold whatever its size.
  static let allowance = 1 << 20

  let members: [Member]
  private let data: Data

  init(_ data: Data) throws(ForeignFileError.Reason) {
    self.data = data
    var directory = try Self.directory(of: data)
    var members: [Member] = []
    while let member = try Self.member(&directory) { members.append(member) }
    self.members = members
  }

  /// A member's bytes: a part of the file where they are stored as they are.
  func bytes(of member: Member) throws(ForeignFileError.Reason) -> Data {
    var header = ByteCursor(data, at: member.offset)
    guard try header.number(4) == 0x0403_4b50 else { throw Self.damaged }
    try header.skip(22)
    let (name, extra) = try (header.number(2), header.number(2))
    try header.skip(name + extra)
    let stored = try header.take(member.sizes.stored)
    guard member.isDeflated else {
      guard member.sizes.stored == member.sizes.whole else { throw Self.damaged }
      return stored
    }
    let limit = max(Self.allowance, Self.growth * data.count)
    guard member.sizes.whole <= limit else {
      throw """
      holds \(member.name.prefix(60)), deflated more than \(Self.growth)-fold: save it \
      uncompressed, with numpy.savez
      """
    }
    let whole = try Inflation.inflate(Array(stored), limit: member.sizes.whole)
    guard whole.count == member.sizes.whole, CRC32.checksum(whole) == member.checksum else {
      throw "holds \(member.name.prefix(60)), whose checksum is wrong: the file is damaged"
    }
    return Data(whole)
  }

  private static var damaged: ForeignFileError.Reason {
    "is not a zip file, or it is cut off or damaged"
  }

  /// The central directory, found from the record at the very end.
  private static func directory(of data: Data) throws(ForeignFileError.Reason) -> ByteCursor {
    let tail = Array(data.suffix(22 + 0xffff))
    var place = tail.count - 22
    while place >= 0, tail[place..<place + 4] != [0x50, 0x4b, 5, 6] { place -= 1 }
    guard place >= 0 else { throw damaged }
    var end = ByteCursor(data, at: data.count - tail.count + place)
    try end.skip(12)
    var (size, start) = try (end.number(4), end.number(4))
    let locator = data.count - tail.count + place - 20
    if start == 0xffff_ffff || size == 0xffff_ffff, locator >= 0 {
      var cursor = ByteCursor(data, at: locator)
      guard try cursor.number(4) == 0x0706_4b50 else { throw damaged }
      try cursor.skip(4)
      var record = ByteCursor(data, at: try cursor.number(8))
      try record.skip(40)
      (size, start) = try (record.number(8), record.number(8))
    }
    var whole = ByteCursor(data, at: start)
    return ByteCursor(try whole.take(size), at: 0)
  }

  private static func member(
    _ cursor: inout ByteCursor
  ) throws(ForeignFileError.Reason) -> Member? {
    if cursor.isAtEnd { return nil }
    guard try cursor.number(4) == 0x0201_4b50 else { throw damaged }
    try cursor.skip(4)
    let (flags, method) = try (cursor.number(2), cursor.number(2))
    try cursor.skip(4)
    let checksum = UInt32(truncatingIfNeeded: try cursor.number(4))
    var (stored, whole) = try (cursor.number(4), cursor.number(4))
    let (nameSize, extraSize, commentSize) = try (
      cursor.number(2), cursor.number(2), cursor.number(2)
    )
    try cursor.skip(8)
    var offset = try cursor.number(4)
    let name = String(decoding: try cursor.take(nameSize), as: UTF8.self)
    var extra = ByteCursor(try cursor.take(extraSize), at: 0)
    try cursor.skip(commentSize)
    while !extra.isAtEnd {
      let (kind, size) = try (extra.number(2), extra.number(2))
      var field = ByteCursor(try extra.take(size), at: 0)
      guard kind == 1 else { continue }
      if whole == 0xffff_ffff { whole = try field.number(8) }
      if stored == 0xffff_ffff { stored = try field.number(8) }
      if offset == 0xffff_ffff { offset = try field.number(8) }
    }
    guard flags & 1 == 0, method == 0 || method == 8 else {
      throw "holds \(name.prefix(60)), which is encrypted or compressed by a method not read here"
    }
    return Member(
      name: name, isDeflated: method == 8, checksum: checksum, sizes: (stored, whole),
      offset: offset)
  }
}
