import Tensors

/// The listwise loss whose rest has no order: every listed item against those listed after it and
/// the rest of the catalogue.
///
///     Z_k = max(Σ_{r ≥ k} exp(a_r) + E, floor),   loss = Σ_k (log Z_k − a_k), summed over rows
///
/// Below the floor the gradient is zero. Sources: RRD (DE-RRD, CIKM'20); HetComp (WWW'23).
/// - Parameters:
///   - list: scores of the ordered items, best first, within ±80. *Shape:* [b, m].
///   - rest: E, the mass of the rest. *Shape:* [b].
///   - present: 1 where an item is listed, 0 at a pad; nil when there are no pads.
public func relaxedListMLE(
  list: Tensor, rest: Tensor, present: Tensor? = nil, floor: Float = 0
) throws(TensorError) -> Tensor {
  guard list.rank == 2, rest.shape == [list.shape[0]] else {
    throw .shapes(operation: "relaxedListMLE", left: list.shape, right: rest.shape)
  }
  guard list.shape[1] > 0 else { return Tensor(0) }
  var masses = list.exp()
  if let present { masses = try masses * present }
  let after = try masses.cumulativeSum(axis: 1, reverse: true)
  let denominators = try (after + rest.reshaped([rest.count, 1])).floored(at: floor)
  let terms = try denominators.log() - list
  return try present.map { (p) throws(TensorError) in try terms * p }?.sum() ?? terms.sum()
}
