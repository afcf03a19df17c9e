import Foundation

/// Why a file could not be read or written, in one sentence that names it.
public enum FileError: Error, Equatable, CustomStringConvertible {
  /// Nothing is at this path.
  case missing(String)
  /// Something is at this path, but it cannot be read.
  case unreadable(String, reason: String)
  /// The file cannot be created, written or renamed into place.
  case unwritable(String, reason: String)
  /// The disk has no room left for the file.
  case diskFull(String)

  /// The sentence that is shown.
  public var description: String {
    switch self {
    case .missing(let path): "\(path) does not exist."
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)."
    case .diskFull(let path): "\(path) cannot be written: the disk is full."
    }
  }
}

extension FileError {
  /// The error of a failed write, as the operating system numbers it.
  static func writing(_ path: String, code: Int32) -> FileError {
    code == ENOSPC || code == EDQUOT
      ? .diskFull(path) : .unwritable(path, reason: String(cString: strerror(code)))
  }

  /// The error of a failed write, as Foundation wraps it.
  static func writing(_ path: String, _ error: any Error) -> FileError {
    if (error as? CocoaError)?.code == .fileWriteOutOfSpace { return .diskFull(path) }
    let foundation = error as NSError
    let cause = foundation.userInfo[NSUnderlyingErrorKey] as? NSError ?? foundation
    guard cause.domain == NSPOSIXErrorDomain else {
      return .unwritable(path, reason: error.localizedDescription)
    }
    return .writing(path, code: Int32(cause.code))
  }
}
