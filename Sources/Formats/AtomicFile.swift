import Foundation

/// A file that comes into being whole or not at all: bytes go to a `.partial` neighbour, and
/// ``commit()`` flushes it to the disk and renames it into place.
///
/// Dropped without a commit, it leaves nothing behind and an older file of the same name untouched.
public final class AtomicFile {
  /// The name that the file will have.
  public let path: String
  private let partialPath: String
  private var handle: FileHandle?

  /// Begins a file, making the folders above it where they are missing.
  public init(_ path: String) throws(FileError) {
    self.path = path
    partialPath = "\(path).\(UUID().uuidString.prefix(8)).partial"
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .writing(path, error)
    }
    let descriptor = open(partialPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .writing(path, code: errno) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit { discard() }

  /// Writes bytes at the current position: the end, unless ``seek(to:)`` moved it.
  public func append(_ bytes: some DataProtocol) throws(FileError) {
    do {
      try handle?.write(contentsOf: bytes)
    } catch {
      throw .writing(path, error)
    }
  }

  /// Writes text as UTF-8.
  public func append(_ text: String) throws(FileError) {
    try append(Array(text.utf8))
  }

  /// Moves the position; what is skipped reads as zeros until it is written.
  public func seek(to offset: Int) throws(FileError) {
    do {
      try handle?.seek(toOffset: UInt64(offset))
    } catch {
      throw .writing(path, error)
    }
  }

  /// Flushes the bytes to the disk and gives the file its name; nothing can be written after it.
  public func commit() throws(FileError) {
    precondition(handle != nil, "a file is committed once")
    do {
      try handle?.synchronize()
      try handle?.close()
    } catch {
      throw .writing(path, error)
    }
    guard rename(partialPath, path) == 0 else { throw .writing(path, code: errno) }
    handle = nil
  }

  private func discard() {
    guard handle != nil else { return }
    unlink(partialPath)
    handle = nil
  }

  /// Removes what writers of a file left behind that were killed; none may be at work.
  public static func removeLeftovers(of path: String) {
    let file = URL(fileURLWithPath: path)
    let folder = file.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names
    where name.hasPrefix(file.lastPathComponent + ".") && name.hasSuffix(".partial") {
      unlink(folder.appending(path: name).path)
    }
  }

  /// Writes a whole file at once.
  public static func write(_ bytes: some DataProtocol, to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try file.append(bytes)
    try file.commit()
  }

  /// Writes a whole text file at once, as UTF-8.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }
}
