extension Tensor {
  /// Running sums along an axis, from the first element or, reversed, from the last.
  ///
  /// Reversed sums of exp(score) are the denominators of list-wise losses.
  public func cumulativeSum(axis: Int, reverse: Bool = false) throws(TensorError) -> Tensor {
    let line = try Axis(axis, of: shape, in: "cumulativeSum")
    let result = Tensor(uninitialized: shape)
    line.accumulate(from: base, to: result.base, reverse: reverse)
    return Tensor(shape: shape, storage: result.storage, of: [self]) { [node, shape] gradient in
      let part = Tensor(uninitialized: shape)
      line.accumulate(from: gradient.base, to: part.base, reverse: !reverse)
      node?.accumulate(part)
    }
  }

  /// The elements in opposite order along an axis.
  public func flipped(axis: Int) throws(TensorError) -> Tensor {
    let line = try Axis(axis, of: shape, in: "flipped")
    let result = Tensor(uninitialized: shape)
    line.flip(from: base, to: result.base)
    return Tensor(shape: shape, storage: result.storage, of: [self]) { [node, shape] gradient in
      let part = Tensor(uninitialized: shape)
      line.flip(from: gradient.base, to: part.base)
      node?.accumulate(part)
    }
  }
}

extension Axis {
  fileprivate func accumulate(
    from: UnsafeMutablePointer<Float>, to: UnsafeMutablePointer<Float>, reverse: Bool
  ) {
    forEachLine { _, start in
      var total: Float = 0
      for step in 0..<length {
        let i = start + (reverse ? length - 1 - step : step) * inner
        total += from[i]
        to[i] = total
      }
    }
  }

  fileprivate func flip(from: UnsafeMutablePointer<Float>, to: UnsafeMutablePointer<Float>) {
    forEachLine { _, start in
      for k in 0..<length { to[start + k * inner] = from[start + (length - 1 - k) * inner] }
    }
  }
}
