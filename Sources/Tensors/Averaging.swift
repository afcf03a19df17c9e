import Kernels

extension Tensor {
  /// The mean of tensors of one shape, element by element.
  /// - Throws: ``TensorError`` when there is none or their shapes differ.
  public static func mean(of parts: [Tensor]) throws(TensorError) -> Tensor {
    guard let first = parts.first else {
      throw .shape(operation: "mean", found: [], wanted: "at least one tensor")
    }
    for part in parts where part.shape != first.shape {
      throw .shapes(operation: "mean", left: first.shape, right: part.shape)
    }
    let result = Tensor(uninitialized: first.shape)
    let share = 1 / Float(parts.count)
    Parallel.forEach(result.count, grain: 1 << 15) { range in
      let to = result.base + range.lowerBound
      Kernels.current.scale(share, first.base + range.lowerBound, to, range.count)
      for part in parts.dropFirst() {
        Kernels.current.axpy(share, part.base + range.lowerBound, to, range.count)
      }
    }
    return Tensor(shape: result.shape, storage: result.storage, of: parts) {
      [nodes = parts.map(\.node)] gradient in
      let part = Tensor(uninitialized: gradient.shape)
      Kernels.current.scale(share, gradient.base, part.base, part.count)
      for node in nodes { node?.accumulate(part) }
    }
  }
}
