extension Tensor {
  /// Elements picked along an axis: result[…, k, …] = self[…, ids[…, k, …], …].
  ///
  /// *Shapes* `ids` has this tensor's shape but for the axis; the result has the shape of `ids`. An
  /// id of −1 gives 0 and no gradient.
  /// - Throws: ``TensorError`` for other shapes or an id outside the axis.
  public func picked(_ ids: IndexTensor, axis: Int) throws(TensorError) -> Tensor {
    let pairs = try PickedPlaces(ids, axis: axis, of: shape, in: "pick")
    let result = Tensor(zeros: ids.shape)
    pairs.forEach { at, place in result.base[at] = base[place] }
    return Tensor(shape: ids.shape, storage: result.storage, of: [self]) { [node] gradient in
      node?.withGradient { sum in
        pairs.forEach { at, place in sum[place] += gradient.base[at] }
      }
    }
  }

  /// Elements added up at places along an axis of `extent`: the transpose of ``picked(_:axis:)``.
  ///
  /// *Shapes* `ids` has this tensor's shape; an element with id −1 is left out.
  /// - Throws: ``TensorError`` for another shape or an id outside `extent`.
  public func scattered(
    _ ids: IndexTensor, axis: Int, extent: Int
  ) throws(TensorError) -> Tensor {
    guard ids.shape == shape else {
      throw .shapes(operation: "scatter", left: shape, right: ids.shape)
    }
    let index = axis < 0 ? rank + axis : axis
    var target = shape
    if target.indices.contains(index) { target[index] = extent }
    let pairs = try PickedPlaces(ids, axis: index, of: target, in: "scatter")
    try TensorRoom.check(target, in: "scatter")
    let result = Tensor(zeros: target)
    pairs.forEach { at, place in result.base[place] += base[at] }
    return Tensor(shape: target, storage: result.storage, of: [self]) {
      [node, shape] gradient in
      let part = Tensor(zeros: shape)
      pairs.forEach { at, place in part.base[at] = gradient.base[place] }
      node?.accumulate(part)
    }
  }

  /// Rows added up by group: result[g] = Σ self[r] over rows r with ids[r] = g; −1 belongs nowhere.
  ///
  /// *Shapes* [n, d] and n ids → [extent, d].
  /// - Throws: ``TensorError`` for other shapes or an id outside `extent`.
  public func scatteredRows(
    _ ids: IndexTensor, extent: Int
  ) throws(TensorError) -> Tensor {
    guard rank == 2, ids.shape == [shape[0]] else {
      throw .shapes(operation: "scatter", left: shape, right: ids.shape)
    }
    let width = shape[1]
    let wide = IndexTensor(shape: shape) { span in
      for i in span.indices { span[i] = ids[i / width] }
    }
    return try scattered(wide, axis: 0, extent: extent)
  }
}

/// Which element of a tensor each id names along an axis.
private struct PickedPlaces: Sendable {
  private let ids: IndexTensor
  private let line: Axis
  private let length: Int

  init(
    _ ids: IndexTensor, axis: Int, of shape: [Int], in operation: String
  ) throws(TensorError) {
    line = try Axis(axis, of: shape, in: operation)
    let index = axis < 0 ? shape.count + axis : axis
    guard ids.shape.count == shape.count,
      try Axis(index, of: ids.shape, in: operation).reduced == line.reduced
    else { throw .shapes(operation: operation, left: shape, right: ids.shape) }
    try ids.checkPadded(below: line.length, in: operation)
    (self.ids, length) = (ids, ids.shape[index])
  }

  /// Calls `body` with each place among the ids and the place that it names.
  @inline(__always)
  func forEach(_ body: (_ at: Int, _ place: Int) -> Void) {
    for outer in 0..<line.outer {
      for k in 0..<length {
        for inner in 0..<line.inner {
          let at = (outer * length + k) * line.inner + inner
          let id = Int(ids.base[at])
          if id >= 0 { body(at, (outer * line.length + id) * line.inner + inner) }
        }
      }
    }
  }
}
