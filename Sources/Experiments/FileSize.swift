import Foundation

/// The size of a file in bytes; nil when it is not there.
func fileSize(_ path: String) -> Int? {
  (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue
}
