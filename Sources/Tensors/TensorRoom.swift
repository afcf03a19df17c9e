#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How large a single tensor may be: half of the machine's memory.
///
/// Memory that is merely promised would be granted, and the process killed while it is filled.
public enum TensorRoom {
  /// The most bytes of one tensor.
  public static let bytes = sysconf(Int32(_SC_PHYS_PAGES)) / 2 * sysconf(Int32(_SC_PAGESIZE))

  /// Refuses a shape that no tensor should have. An extent of 0 counts as 1: a sum along it has all
  /// the others.
  /// - Throws: ``TensorError/room(operation:shape:)``.
  public static func check(_ shape: [Int], in operation: String) throws(TensorError) {
    var count = MemoryLayout<Float>.stride
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: max(1, extent))
      guard !overflow, product <= bytes else { throw .room(operation: operation, shape: shape) }
      count = product
    }
  }
}
