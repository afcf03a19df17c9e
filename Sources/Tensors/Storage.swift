/// A block of memory owned by reference, on a boundary of 64 bytes where it is long; the only allocation
/// behind every tensor.
final class Storage<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  /// Allocates `count` elements without writing them.
  init(uninitialized count: Int) {
    KeptMemory.isSet
    // The C library keeps short blocks at hand, but not with a wider alignment than its own.
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: bytes < 1024 ? 16 : 64)
    base = raw.bindMemory(to: Element.self, capacity: max(1, count))
    self.count = count
  }

  /// Allocates `count` copies of `value`.
  convenience init(repeating value: Element, count: Int) {
    self.init(uninitialized: count)
    base.initialize(repeating: value, count: count)
  }

  /// Copies the elements of `values`.
  convenience init<C: Collection>(_ values: C) where C.Element == Element {
    self.init(uninitialized: values.count)
    var cursor = base
    for value in values {
      cursor.initialize(to: value)
      cursor += 1
    }
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
