extension Tensor {
  /// A range along any axis.
  public func narrowed(axis: Int, to range: Range<Int>) throws(TensorError) -> Tensor {
    let line = try Axis(axis, of: shape, in: "slice")
    guard range.lowerBound >= 0, range.upperBound <= line.length else {
      throw .index(operation: "slice", found: range.upperBound - 1, limit: line.length)
    }
    var target = shape
    target[axis < 0 ? rank + axis : axis] = range.count
    let (width, stride) = (range.count * line.inner, line.length * line.inner)
    let start = range.lowerBound * line.inner
    let result = Tensor(uninitialized: target)
    for o in 0..<line.outer {
      (result.base + o * width).update(from: base + o * stride + start, count: width)
    }
    return Tensor(shape: target, storage: result.storage, of: [self]) { [node] gradient in
      node?.withGradient { sum in
        for o in 0..<line.outer {
          let to = sum + o * stride + start
          for i in 0..<width { to[i] += gradient.base[o * width + i] }
        }
      }
    }
  }

  /// Each line along an axis divided by its Euclidean norm, which counts as at least `floor`.
  public func normalised(axis: Int, floor: Float = 1e-12) throws(TensorError) -> Tensor {
    let index = axis < 0 ? rank + axis : axis
    var kept = shape
    let squares = try square().sum(axis: index)
    kept[index] = 1
    return try self / squares.floored(at: floor * floor).sqrt().reshaped(kept)
  }

  /// Elements kept with probability 1 − rate and scaled to keep their mean, the others zero.
  public func dropout(_ rate: Float, from stream: RandomStream) throws(TensorError) -> Tensor {
    let draws = Tensor(uniform: shape, from: stream)
    let kept = Tensor(uninitialized: shape)
    for i in 0..<count { kept.base[i] = draws.base[i] < rate ? 0 : 1 / (1 - rate) }
    return try self * kept
  }
}
