import Kernels

extension Tensor {
  /// The mass of the catalogue for each user: Σ exp(clamp(u·i, −c, c)) over all items i that the user
  /// does not exclude.
  ///
  /// Users × items is never stored, and what is excluded is skipped, not subtracted, so that a small
  /// remainder keeps its digits. Where a score lies strictly outside [−c, c] its gradient is zero.
  ///
  /// *Shapes* users [b, d], items [n, d], `excluding` b rows of item ids → [b].
  /// - Parameter clamp: c, at least 0; infinity for no clamp.
  /// - Throws: ``TensorError`` for shapes that do not fit or an excluded id outside the items.
  /// - Complexity: O(b·n·d) time; memory for a copy of the items, and b·d for each of at most 32
  ///   groups of items.
  public static func catalogueMass(
    users: Tensor, items: Tensor, excluding: SparseRows? = nil, clamp: Float = 40
  ) throws(TensorError) -> Tensor {
    precondition(clamp >= 0, "a clamp is at least 0")
    guard users.rank == 2, items.rank == 2, users.shape[1] == items.shape[1] else {
      throw .shapes(operation: "catalogueMass", left: users.shape, right: items.shape)
    }
    guard users.shape[1] > 0 else {
      throw .shape(
        operation: "catalogueMass", found: users.shape, wanted: "users of at least one dimension")
    }
    let rows = excluding ?? SparseRows(rows: users.shape[0], lists: { _ in [] })
    guard rows.rows == users.shape[0] else {
      throw .shapes(operation: "catalogueMass", left: users.shape, right: [rows.rows])
    }
    let pass = try CataloguePass(users: users, items: items, excluding: rows, clamp: clamp)
    let (mass, slope) = pass.masses()
    return Tensor(shape: mass.shape, storage: mass.storage, of: [users, items]) {
      [userNode = users.node, itemNode = items.node] gradient in
      if let slope {
        let d = slope.shape[1]
        userNode?.withGradient { sum in
          for user in 0..<slope.shape[0] {
            Kernels.current.axpy(
              gradient.base[user], slope.base + user * d, sum + user * d, d)
          }
        }
      }
      itemNode?.withGradient { pass.addItemGradient(weights: gradient, to: $0) }
    }
  }
}
