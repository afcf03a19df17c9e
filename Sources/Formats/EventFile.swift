import Foundation

/// A TensorBoard event file of scalars: `events.out.tfevents.*`.
///
/// Records are length, masked checksum, protocol-buffer `Event`, masked checksum. A file that
/// exists is continued after its last whole record, so that a resumed run keeps its curves.
public final class EventFile {
  /// Where the file is.
  public let path: String
  private let handle: FileHandle

  /// Opens or begins a file.
  ///
  /// - Parameter wallTime: seconds since 1970, put into the header of a new file.
  /// - Throws: ``FileError``.
  public init(_ path: String, wallTime: Double) throws(FileError) {
    self.path = path
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .writing(path, code: errno) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      let whole = wholeRecords([UInt8](try handle.readToEnd() ?? Data()))
      try handle.truncate(atOffset: UInt64(whole))
      guard whole == 0 else { return }
    } catch {
      throw .writing(path, error)
    }
    var event = ProtocolBuffer()
    event.append(field: 1, wallTime)
    event.append(field: 3, Array("brain.Event:2".utf8))
    try append(event.bytes)
  }

  /// Adds the values of named scalars at a step.
  ///
  /// - Parameter wallTime: seconds since 1970.
  public func append(
    _ scalars: [(name: String, value: Double)], step: Int, wallTime: Double
  ) throws(FileError) {
    var summary = ProtocolBuffer()
    for (name, value) in scalars {
      var scalar = ProtocolBuffer()
      scalar.append(field: 1, Array(name.utf8))
      scalar.append(field: 2, Float(value))
      summary.append(field: 1, scalar.bytes)
    }
    var event = ProtocolBuffer()
    event.append(field: 1, wallTime)
    event.append(field: 2, step)
    event.append(field: 5, summary.bytes)
    try append(event.bytes)
  }

  /// Waits until everything appended is on the disk.
  public func flush() throws(FileError) {
    do {
      try handle.synchronize()
    } catch {
      throw .writing(path, error)
    }
  }

  private func append(_ event: [UInt8]) throws(FileError) {
    let length = littleEndian([UInt64(event.count)][...])
    let lengthCheck = littleEndian([CRC32C.masked(length)][...])
    let eventCheck = littleEndian([CRC32C.masked(event)][...])
    do {
      try handle.write(contentsOf: length + lengthCheck + event + eventCheck)
    } catch {
      throw .writing(path, error)
    }
  }
}

/// The length of the whole records at the beginning of a file.
private func wholeRecords(_ bytes: [UInt8]) -> Int {
  var end = 0
  while bytes.count - end >= 16 {
    let length = bytes[end..<(end + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - end - 16) else { break }
    end += 16 + Int(length)
  }
  return end
}

/// The four kinds of protocol-buffer fields that an event has.
private struct ProtocolBuffer {
  private(set) var bytes: [UInt8] = []

  mutating func append(field: Int, _ value: Double) {
    bytes.append(UInt8(field << 3 | 1))
    bytes += littleEndian([value.bitPattern][...])
  }

  mutating func append(field: Int, _ value: Float) {
    bytes.append(UInt8(field << 3 | 5))
    bytes += littleEndian([value.bitPattern][...])
  }

  mutating func append(field: Int, _ value: Int) {
    bytes.append(UInt8(field << 3))
    appendVariable(UInt64(bitPattern: Int64(value)))
  }

  mutating func append(field: Int, _ value: [UInt8]) {
    bytes.append(UInt8(field << 3 | 2))
    appendVariable(UInt64(value.count))
    bytes += value
  }

  private mutating func appendVariable(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
