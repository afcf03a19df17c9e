import Tensors

extension HetCompObjective {
  /// The order of positives and of the top targets, independently of each other.
  ///
  ///     pos + (top + sub) / 2, each a relaxed listwise loss with denominators of at least 10⁻⁵:
  ///     pos: list P_u,                     rest unobserved outside H_u
  ///     top: list H_u, the first ⌊K/2⌋ targets,  rest unobserved outside H_u
  ///     sub: list F_u, the first ⌊K/10⌋ targets, rest unobserved outside F_u
  ///
  /// Scores are clipped to ± ``clip``. The rest of F_u is the rest of H_u and H_u without F_u: only
  /// additions.
  /// *Shapes:* `users` [b, d], `items` [n, d].
  func rank(
    _ batch: UserBatch, _ users: Tensor, _ items: Tensor
  ) throws(TensorError) -> Tensor {
    let half = batch.targets.shape[1] / 2
    let tenth = batch.targets.shape[1] / 10
    let positives = try ScoredList(batch.positives, users, items, clip: clip)
    let top = try ScoredList(batch.targets, users, items, clip: clip).columns(0..<half)
    let rest = try Tensor.catalogueMass(
      users: users, items: items, excluding: batch.exclusions(targets: half), clamp: clip)
    let pos = try positives.listwise(rest: rest)
    let whole = try top.listwise(rest: rest)
    guard tenth > 0 else { return try pos + whole / 2 }
    let tail = try top.columns(tenth..<half)
    let first = try top.columns(0..<tenth)
    let sub = try first.listwise(rest: rest + tail.masses().sum(axis: 1))
    return try pos + (whole + sub) / 2
  }
}
