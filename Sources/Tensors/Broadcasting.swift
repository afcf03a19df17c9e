/// Numpy's rule: shapes are aligned at their last axes, and an axis of one stretches.
enum Broadcasting {
  /// The common shape of two operands.
  static func shape(
    _ left: [Int], _ right: [Int], _ operation: String
  ) throws(TensorError) -> [Int] {
    let rank = max(left.count, right.count)
    var shape = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let l = axis < rank - left.count ? 1 : left[axis - (rank - left.count)]
      let r = axis < rank - right.count ? 1 : right[axis - (rank - right.count)]
      guard l == r || l == 1 || r == 1 else {
        throw .shapes(operation: operation, left: left, right: right)
      }
      shape[axis] = l == 1 ? r : l
    }
    try TensorRoom.check(shape, in: operation)
    return shape
  }

  /// For each row of `target` (all axes but the last), where its source row starts; and whether the
  /// source moves along the last axis.
  static func rows(of source: [Int], in target: [Int]) -> (starts: [Int], step: Int) {
    guard let width = target.last else { return ([0], 0) }
    let lead = target.count - source.count
    var strides = [Int](repeating: 0, count: target.count)
    var stride = 1
    for axis in source.indices.reversed() {
      strides[lead + axis] = source[axis] == 1 ? 0 : stride
      stride *= source[axis]
    }
    let count = width == 0 ? 0 : target.reduce(1, *) / width
    var starts = [Int](repeating: 0, count: count)
    var index = [Int](repeating: 0, count: target.count)
    var start = 0
    for row in 0..<count {
      starts[row] = start
      var axis = target.count - 2
      while axis >= 0 {
        index[axis] += 1
        start += strides[axis]
        if index[axis] < target[axis] { break }
        start -= strides[axis] * target[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return (starts, source.isEmpty ? 0 : strides[target.count - 1])
  }
}

extension Tensor {
  /// The values stretched to `target`; untracked, without a copy when nothing stretches.
  func stretched(to target: [Int]) -> Tensor {
    guard shape != target else { return detached }
    let result = Tensor(uninitialized: target)
    let width = target.last ?? 1
    let (starts, step) = Broadcasting.rows(of: shape, in: target)
    for (row, start) in starts.enumerated() {
      let to = result.base + row * width
      let from = base + start
      for i in 0..<width { to[i] = from[i * step] }
    }
    return result
  }

  /// The values summed over whatever stretched from `source`; the transpose of ``stretched(to:)``.
  func summed(to source: [Int]) -> Tensor {
    guard shape != source else { return detached }
    let result = Tensor(zeros: source)
    let width = shape.last ?? 1
    let (starts, step) = Broadcasting.rows(of: source, in: shape)
    for (row, start) in starts.enumerated() {
      let from = base + row * width
      let to = result.base + start
      if step == 0 {
        var sum: Float = 0
        for i in 0..<width { sum += from[i] }
        to[0] += sum
      } else {
        for i in 0..<width { to[i] += from[i] }
      }
    }
    return result
  }
}
