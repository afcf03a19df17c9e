extension Tensor {
  /// The places along an axis in the order of their elements; equal elements keep their order, and
  /// what is no number comes last. *Shape* as this tensor's.
  /// - Complexity: O(n log n) a line; lines are shared among threads.
  public func order(axis: Int, descending: Bool = false) throws(TensorError) -> IndexTensor {
    let line = try Axis(axis, of: shape, in: "order")
    let result = Storage<Int32>(uninitialized: count)
    let base = base
    Parallel.forEach(line.outer * line.inner, grain: 16) { range in
      var places: [Int32] = []
      for at in range {
        let start = at / line.inner * line.length * line.inner + at % line.inner
        places = Array(0..<Int32(line.length))
        places.sort { left, right in
          let (a, b) = (base[start + Int(left) * line.inner], base[start + Int(right) * line.inner])
          if a == b || (a.isNaN && b.isNaN) { return left < right }
          if a.isNaN || b.isNaN { return b.isNaN }
          return descending ? a > b : a < b
        }
        for (k, place) in places.enumerated() { result.base[start + k * line.inner] = place }
      }
    }
    return IndexTensor(shape: shape, storage: result)
  }

  /// The elements in order along an axis; the gradient goes back to where they came from.
  public func sorted(axis: Int, descending: Bool = false) throws(TensorError) -> Tensor {
    try picked(order(axis: axis, descending: descending), axis: axis)
  }

  /// The place of the largest element along an axis, which disappears; the first of equals.
  public func placeOfMax(axis: Int) throws(TensorError) -> IndexTensor {
    let line = try Axis(axis, of: shape, in: "argmax")
    guard line.length > 0 else {
      throw .shape(operation: "argmax", found: shape, wanted: "one with elements along the axis")
    }
    let result = Storage<Int32>(uninitialized: line.outer * line.inner)
    line.forEachLine { at, start in
      var best = 0
      for k in 1..<Swift.max(1, line.length)
      where base[start + k * line.inner] > base[start + best * line.inner] { best = k }
      result.base[at] = Int32(best)
    }
    return IndexTensor(shape: line.reduced, storage: result)
  }

  /// Smallest element along an axis, which disappears; the first of equals gets the gradient.
  public func min(axis: Int) throws(TensorError) -> Tensor { try -(-self).max(axis: axis) }
}
