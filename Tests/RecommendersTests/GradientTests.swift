import Recommenders
import Tensors
import Testing

/// Each model's gradients against differences of its loss.
@Suite struct GradientTests {
  @Test func matrixFactorization() throws {
    try check("mf")
  }

  /// Epoch 1 is beyond the end of the annealing, so that the KL term counts in full.
  @Test func multVAE() throws {
    try check("vae", ["anneal": 1, "kl": 0.7])
  }

  @Test func itemVAE() throws {
    try check("item-vae", ["anneal": 1, "kl": 0.7])
  }

  @Test func lightGCN() throws {
    try check("lightgcn", ["decay": 0.3])
  }

  /// One sampled item and a margin beyond every distance: no bend within the differences.
  @Test(arguments: [0.0, 1])
  func metricLearning(weighted: Double) throws {
    try check("cml", ["negatives": 1, "margin": 4, "weighted": weighted], deviation: 0.2)
  }

  /// Biases far from zero: units that are always on, and one that is always off.
  @Test func neuralMatrixFactorization() throws {
    try check("neumf") { model in
      let bias = try #require(model.parameters.first { $0.name == "hidden.bias" })
      try bias.assign(Tensor([6, 5, -6, 4]))
    }
  }

  private func check(
    _ kind: String, _ values: [String: Double] = [:], deviation: Float = 0.5,
    prepare: (any Recommender) throws -> Void = { _ in }
  ) throws {
    let (model, _) = try smallModel(kind, values)
    try scramble(model, deviation: deviation)
    try prepare(model)
    model.beginEpoch(1)
    try model.loss(step: 0).backward()
    for parameter in model.parameters {
      let gradient = parameter.gradient.values
      let largest = gradient.map(abs).max() ?? 0
      #expect(largest > 1e-3, "\(parameter.name) has no gradient to speak of")
      for index in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 24)) {
        let slope = try slope(of: model, parameter, index)
        #expect(
          abs(slope - Double(gradient[index])) < 1e-3 * Double(max(largest, 0.1)),
          "\(parameter.name)[\(index)]")
      }
    }
  }

  /// The loss's slope along one element: central differences at h and 2h, combined so that the
  /// error is of fourth order and h may be large enough for 32-bit losses.
  private func slope(
    of model: any Recommender, _ parameter: Parameter, _ index: Int
  ) throws -> Double {
    let start = parameter.value.values
    defer { try? parameter.assign(Tensor(start, shape: parameter.value.shape)) }
    func loss(_ shift: Float) throws -> Double {
      var moved = start
      moved[index] += shift
      try parameter.assign(Tensor(moved, shape: parameter.value.shape))
      return Double(try model.loss(step: 0).scalar)
    }
    let h: Float = 0.03125
    let near = try loss(h) - loss(-h)
    let far = try loss(2 * h) - loss(-2 * h)
    return (8 * near - far) / (12 * Double(h))
  }
}
