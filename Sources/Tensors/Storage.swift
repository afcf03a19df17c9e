/// A block of 64-byte aligned memory owned by reference; the only allocation behind every tensor.
final class Storage<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  /// Allocates `count` elements without writing them.
  init(uninitialized count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: 64)
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
