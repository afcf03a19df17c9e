import Tensors

extension HetCompObjective {
  /// Each positive and each target on its own against the pool of other unobserved items.
  ///
  ///     Σ_u Σ_{i ∈ P_u + T_u} [ log max(exp(s_ui) + E_u, 10⁻⁵) − s_ui ],
  ///     E_u = Σ exp(s_uj) over j neither observed by u nor in T_u
  ///
  /// Scores are clipped to ± ``clip``. *Shapes:* `users` [b, d], `items` [n, d].
  func overall(
    _ batch: UserBatch, _ users: Tensor, _ items: Tensor
  ) throws(TensorError) -> Tensor {
    let pool = try Tensor.catalogueMass(
      users: users, items: items, excluding: batch.exclusions(targets: batch.targets.shape[1]),
      clamp: clip)
    var loss = Tensor(0)
    for ids in [batch.positives, batch.targets] where ids.shape[1] > 0 {
      let list = try ScoredList(ids, users, items, clip: clip)
      let denominators = try (list.scores.exp() + pool.reshaped([batch.count, 1]))
      loss = try loss + list.total(denominators.floored(at: Self.floor).log() - list.scores)
    }
    return loss
  }
}
