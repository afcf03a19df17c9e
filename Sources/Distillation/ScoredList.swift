import Tensors

/// The clipped scores of lists of items, and which places hold one.
struct ScoredList {
  /// *Shape:* [b, m].
  let scores: Tensor
  /// 1 where there is an item, 0 at pads; nil without pads. *Shape:* [b, m].
  let present: Tensor?
}

extension ScoredList {
  /// The scores that users and items give to the items of `ids`, −1 for none, clipped to ± `clip`.
  init(
    _ ids: IndexTensor, _ users: Tensor, _ items: Tensor, clip: Float
  ) throws(TensorError) {
    scores = try Tensor.pairScores(users: users, items: items, ids: ids).clamped(-clip, clip)
    let shape = ids.shape
    present = ids.withSpan { ids in
      guard ids.indices.contains(where: { ids[$0] < 0 }) else { return nil }
      return Tensor(shape: shape) { span in
        for i in span.indices { span[i] = ids[i] < 0 ? 0 : 1 }
      }
    }
  }

  /// Some places of every list.
  func columns(_ range: Range<Int>) throws(TensorError) -> ScoredList {
    let present = try present.map { (p) throws(TensorError) in try p.columns(range) }
    return ScoredList(scores: try scores.columns(range), present: present)
  }

  /// The sum of `terms` over the places that hold an item.
  func total(_ terms: Tensor) throws(TensorError) -> Tensor {
    guard let present else { return terms.sum() }
    return try (terms * present).sum()
  }

  /// exp(score), 0 at pads.
  func masses() throws(TensorError) -> Tensor {
    guard let present else { return scores.exp() }
    return try scores.exp() * present
  }

  /// The relaxed listwise loss of the list against a rest of this mass.
  func listwise(rest: Tensor) throws(TensorError) -> Tensor {
    try relaxedListMLE(list: scores, rest: rest, present: present, floor: HetCompObjective.floor)
  }
}
