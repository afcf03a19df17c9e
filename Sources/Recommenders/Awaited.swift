// Stand-ins until Tensors has these operations.
import Tensors

extension Tensor {
  func matmul(_ other: Tensor, transposeSelf: Bool = false, transposeOther: Bool = false)
    throws(TensorError) -> Tensor
  {
    let o = transposeOther ? try other.transposed() : other
    let (m, k, n) = (shape[0], shape[1], o.shape[1])
    return try (self.reshaped([m, k, 1]) * o.reshaped([1, k, n])).sum(axis: 1)
  }
  static func catalogueMass(
    users: Tensor, items: Tensor, excluding: SparseRows?, clamp: Float
  ) throws(TensorError) -> Tensor {
    try users.matmul(items, transposeOther: true).clamped(-clamp, clamp).exp().sum(axis: 1)
  }
}
