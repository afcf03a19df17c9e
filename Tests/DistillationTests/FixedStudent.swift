import Recommenders
import Tensors

/// A student whose embeddings are given.
final class FixedStudent: EmbeddingModel {
  static let kind = "fixed"
  let userTable: Parameter
  let itemTable: Parameter

  init(users: [[Double]], items: [[Double]]) throws {
    userTable = Parameter("users", try Self.tensor(users))
    itemTable = Parameter("items", try Self.tensor(items))
  }

  var users: Int { userTable.value.shape[0] }
  var items: Int { itemTable.value.shape[0] }
  var parameters: [Parameter] { [userTable, itemTable] }
  var steps: Int { 0 }

  func beginEpoch(_ epoch: Int) {}
  func loss(step: Int) throws(TensorError) -> Tensor { Tensor(0) }
  func interactions(step: Int) -> InteractionBatch {
    InteractionBatch(users: IndexTensor([]), items: IndexTensor([]))
  }
  func scores(users: Range<Int>) throws(TensorError) -> Tensor { Tensor(0) }
  func userEmbeddings(_ users: IndexTensor) throws(TensorError) -> Tensor {
    try userTable.tracked.gatherRows(users)
  }
  func itemEmbeddings() throws(TensorError) -> Tensor { itemTable.tracked }

  private static func tensor(_ rows: [[Double]]) throws -> Tensor {
    try Tensor(rows.joined().map { Float($0) }, shape: [rows.count, rows[0].count])
  }
}
