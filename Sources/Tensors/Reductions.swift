import Kernels

extension Tensor {
  /// Sum of all elements, added up in blocks of 4,096 and in order.
  public func sum() -> Tensor {
    let parts = Storage<Float>(uninitialized: (count + 4095) / 4096)
    Parallel.forEach(parts.count, grain: 4) { range in
      for part in range {
        let start = part * 4096
        parts.base[part] = Kernels.current.sum(base + start, Swift.min(4096, count - start))
      }
    }
    let total = UnsafeBufferPointer(start: parts.base, count: parts.count)
      .reduce(0) { $0 + Double($1) }
    return Tensor(
      shape: [], storage: Storage(repeating: Float(total), count: 1), of: [self]
    ) { [node, shape] gradient in
      node?.accumulate(Tensor(repeating: gradient.scalar, shape: shape))
    }
  }

  /// Mean of all elements.
  public func mean() -> Tensor { sum() / Float(Swift.max(1, count)) }

  /// Sum along an axis, which disappears.
  public func sum(axis: Int) throws(TensorError) -> Tensor {
    let axis = try Axis(axis, of: shape, in: "sum")
    let result = Tensor(zeros: axis.reduced)
    axis.forEachBlock { outer in
      let (from, to) = (base + outer * axis.length * axis.inner, result.base + outer * axis.inner)
      if axis.inner == 1 {
        to[0] = Kernels.current.sum(from, axis.length)
      } else {
        for k in 0..<axis.length {
          Kernels.current.add(to, from + k * axis.inner, to, axis.inner)
        }
      }
    }
    return Tensor(shape: axis.reduced, storage: result.storage, of: [self]) {
      [node, shape] gradient in
      let part = Tensor(uninitialized: shape)
      axis.forEachBlock { outer in
        let to = part.base + outer * axis.length * axis.inner
        if axis.inner == 1 {
          to.update(repeating: gradient.base[outer], count: axis.length)
        } else {
          for k in 0..<axis.length {
            (to + k * axis.inner).update(
              from: gradient.base + outer * axis.inner, count: axis.inner)
          }
        }
      }
      node?.accumulate(part)
    }
  }

  /// Mean along an axis, which disappears.
  public func mean(axis: Int) throws(TensorError) -> Tensor {
    let length = try Axis(axis, of: shape, in: "mean").length
    return try sum(axis: axis) / Float(Swift.max(1, length))
  }

  /// Largest element along an axis, which disappears; the first of equals gets the gradient.
  public func max(axis: Int) throws(TensorError) -> Tensor {
    let axis = try Axis(axis, of: shape, in: "max")
    guard axis.length > 0 else {
      throw .shape(operation: "max", found: shape, wanted: "one with elements along the axis")
    }
    let result = Tensor(uninitialized: axis.reduced)
    let winners = Storage<Int>(uninitialized: result.count)
    axis.forEachLine { at, start in
      var best = start
      for k in 0..<axis.length where base[start + k * axis.inner] > base[best] {
        best = start + k * axis.inner
      }
      winners.base[at] = best
      result.base[at] = base[best]
    }
    return Tensor(shape: axis.reduced, storage: result.storage, of: [self]) {
      [node] gradient in
      node?.withGradient { sum in
        for at in 0..<gradient.count { sum[winners.base[at]] += gradient.base[at] }
      }
    }
  }

  /// log of the sum of exponentials along an axis, which disappears; stable for any magnitude.
  public func logSumExp(axis: Int) throws(TensorError) -> Tensor {
    let axis = try Axis(axis, of: shape, in: "logSumExp")
    let result = Tensor(uninitialized: axis.reduced)
    axis.forEachLine { at, start in
      var top = -Float.infinity
      for k in 0..<axis.length { top = Swift.max(top, base[start + k * axis.inner]) }
      guard top.isFinite else {
        result.base[at] = top
        return
      }
      var total: Float = 0
      for k in 0..<axis.length { total += exponential(base[start + k * axis.inner] - top) }
      result.base[at] = top + logarithm(total)
    }
    return Tensor(shape: axis.reduced, storage: result.storage, of: [self]) {
      [node, x = detached] gradient in
      let part = Tensor(uninitialized: x.shape)
      axis.forEachLine { at, start in
        let g = gradient.base[at]
        for k in 0..<axis.length {
          let i = start + k * axis.inner
          part.base[i] = g * exponential(x.base[i] - result.base[at])
        }
      }
      node?.accumulate(part)
    }
  }

  /// log of the softmax along an axis.
  public func logSoftmax(axis: Int) throws(TensorError) -> Tensor {
    let sums = try logSumExp(axis: axis)
    var kept = shape
    kept[axis < 0 ? shape.count + axis : axis] = 1
    return try self - sums.reshaped(kept)
  }

  /// Softmax along an axis.
  public func softmax(axis: Int) throws(TensorError) -> Tensor { try logSoftmax(axis: axis).exp() }
}
