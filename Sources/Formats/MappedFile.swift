import Foundation

extension Data {
  /// The bytes of a file, mapped into memory where the file system allows it: only the pages that
  /// are read cost memory.
  ///
  /// - Throws: ``FileError`` when the file is absent, a folder, or unreadable.
  public static func mapped(_ path: String) throws(FileError) -> Data {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing(path)
    }
    if isFolder.boolValue { throw .unreadable(path, reason: "it is a folder") }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw .unreadable(path, reason: "permission denied")
    }
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw .unreadable(path, reason: error.localizedDescription)
    }
  }
}
