/// One axis of a tensor seen as [outer, length, inner] blocks of memory.
struct Axis {
  let outer: Int
  let length: Int
  let inner: Int
  /// The shape without the axis.
  let reduced: [Int]

  /// The axis at `index`, counted from the end when negative.
  init(_ index: Int, of shape: [Int], in operation: String) throws(TensorError) {
    let axis = index < 0 ? shape.count + index : index
    guard shape.indices.contains(axis) else {
      throw .shape(operation: operation, found: shape, wanted: "one with an axis \(index)")
    }
    outer = shape[..<axis].reduce(1, *)
    length = shape[axis]
    inner = shape[(axis + 1)...].reduce(1, *)
    var reduced = shape
    reduced.remove(at: axis)
    self.reduced = reduced
  }

  /// Calls `body` with every outer position, whose elements lie together; blocks are shared among
  /// threads.
  func forEachBlock(_ body: (_ outer: Int) -> Void) {
    let grain = max(1, Tensor.elementGrain / max(1, length * inner))
    Parallel.forEach(outer, grain: grain) { range in for o in range { body(o) } }
  }

  /// Calls `body` with the position in the reduced tensor and the first position along the axis.
  func forEachLine(_ body: (_ reduced: Int, _ start: Int) -> Void) {
    for o in 0..<outer {
      for i in 0..<inner { body(o * inner + i, o * length * inner + i) }
    }
  }
}
