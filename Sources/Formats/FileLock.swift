import Foundation

/// A right that one holder has at a time, among all processes: a file that is there while it is held.
///
/// The system takes it back from a process that ended; a file that is left over holds nobody up. On
/// file systems without locks everyone gets it.
public final class FileLock {
  private let path: String
  private let descriptor: Int32

  /// Waits until no one else holds the lock, and takes it until this object goes away.
  ///
  /// - Parameters:
  ///   - path: the file; the folders above it are made where they are missing.
  ///   - waiting: called once if someone else holds it.
  ///   - stop: called a few times a second while waiting; throws to give up.
  /// - Throws: ``FileError`` when the file cannot be made, or what `stop` throws.
  public init(_ path: String, waiting: () -> Void, stop: () throws -> Void) throws {
    self.path = path
    descriptor = try Self.wait(for: path, waiting, stop)
  }

  /// Takes the lock until this object goes away; nil when someone else holds it.
  /// - Throws: ``FileError`` when the file cannot be made.
  public init?(ifFree path: String) throws(FileError) {
    guard let descriptor = try Self.take(path) else { return nil }
    (self.path, self.descriptor) = (path, descriptor)
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  private static func wait(
    for path: String, _ waiting: () -> Void, _ stop: () throws -> Void
  ) throws -> Int32 {
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    if let descriptor = try take(path) { return descriptor }
    waiting()
    while true {
      try stop()
      usleep(200_000)
      if let descriptor = try take(path) { return descriptor }
    }
  }

  /// The locked file; nil while someone else holds it.
  ///
  /// Who held it before may have removed the file after it was opened here; what is locked is then no
  /// longer what others will find under the name.
  private static func take(_ path: String) throws(FileError) -> Int32? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .writing(path, code: errno) }
    let isHeld = flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    var (locked, named) = (stat(), stat())
    guard !isHeld, fstat(descriptor, &locked) == 0, stat(path, &named) == 0,
      (locked.st_dev, locked.st_ino) == (named.st_dev, named.st_ino)
    else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}
