import Interactions
import Tensors

/// A row of numbers for each user and one for each item: what models with embeddings train.
struct EmbeddingTables {
  /// `user.embedding`. *Shape* [users, dim].
  let users: Parameter
  /// `item.embedding`. *Shape* [items, dim].
  let items: Parameter

  /// Tables for the users and items of `train`, drawn from N(0, deviation²).
  ///
  /// - Parameters:
  ///   - model: The name that sets the random streams apart from other models'.
  ///   - part: What the names begin with where a model has several such tables, as in
  ///     `factor.user.embedding`.
  ///   - layer: What the names end with where scores are of another layer, as in `user.embedding.0`.
  init(
    of train: InteractionMatrix, dim: Int, deviation: Float, model: String, part: String? = nil,
    layer: Int? = nil, seed: UInt64
  ) {
    func table(_ side: String, _ rows: Int) -> Parameter {
      let name = "\(part.map { "\($0)." } ?? "")\(side).embedding"
      let stream = RandomStream(seed: seed, named: "\(model).\(name)")
      return Parameter(
        layer.map { "\(name).\($0)" } ?? name,
        Tensor(normal: [rows, dim], deviation: deviation, from: stream))
    }
    (users, items) = (table("user", train.userCount), table("item", train.itemCount))
  }

  /// Both tables, users' first.
  var parameters: [Parameter] { [users, items] }
}
