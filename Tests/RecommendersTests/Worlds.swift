import Interactions
import Recommenders
import Tensors

/// A small world in which user u has every item i with (7u + 3i) mod 5 < 2, one user none.
func smallWorld(users: Int = 9, items: Int = 14) -> InteractionMatrix {
  let rows = (0..<users).map { user in
    (0..<items).reversed().filter { user != 4 && (7 * user + 3 * $0) % 5 < 2 }.map(Int32.init)
  }
  return InteractionMatrix(rows: rows, itemCount: items)
}

/// The names of all models.
let kinds = RecommenderCatalogue.entries.map(\.kind)

/// The model of a kind with small sizes on a small world.
func smallModel(
  _ kind: String, _ values: [String: Double] = [:], users: Int = 9, items: Int = 14
) throws -> (any Recommender, ModelSpecification) {
  let sizes: [String: [String: Double]] = [
    "mf": ["dim": 3, "batch": 16, "negatives": 2],
    "cml": ["dim": 3, "batch": 16, "negatives": 5],
    "neumf": ["dim": 3, "hidden": 4, "batch": 16, "negatives": 2],
    "lightgcn": ["dim": 3, "layers": 2, "batch": 16, "negatives": 2],
    "vae": ["hidden": 4, "dim": 3, "batch": 4], "item-vae": ["hidden": 4, "dim": 3, "batch": 4],
  ]
  let given = (sizes[kind] ?? [:]).merging(values) { _, new in new }
  let specification = try ModelSpecification(kind, given)
  let train = smallWorld(users: users, items: items)
  return (try RecommenderCatalogue.make(specification, train: train, seed: 7), specification)
}

/// Draws all parameters anew, large enough for a loss to bend.
func scramble(_ model: any Recommender, deviation: Float = 0.5) throws {
  for (index, parameter) in model.parameters.enumerated() {
    let stream = RandomStream(seed: 3, purpose: "test", index: index)
    try parameter.assign(Tensor(normal: parameter.value.shape, deviation: deviation, from: stream))
  }
}

/// Every parameter's bits.
func bits(_ model: any Recommender) -> [[UInt32]] {
  model.parameters.map { $0.value.values.map(\.bitPattern) }
}
