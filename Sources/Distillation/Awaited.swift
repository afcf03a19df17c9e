// Stand-in until Tensors has this operation.
import Tensors

extension Tensor {
  static func catalogueMass(
    users: Tensor, items: Tensor, excluding: SparseRows, clamp: Float
  ) throws(TensorError) -> Tensor {
    let (b, n) = (users.shape[0], items.shape[0])
    var ids = (0..<b * n).map { Int32($0 % n) }
    for row in 0..<b { for id in excluding[row] { ids[row * n + Int(id)] = -1 } }
    let present = try Tensor(ids.map { $0 < 0 ? 0 : 1 }, shape: [b, n])
    let scores = try pairScores(users: users, items: items, ids: IndexTensor(ids, shape: [b, n]))
    return try (scores.clamped(-clamp, clamp).exp() * present).sum(axis: 1)
  }
}
