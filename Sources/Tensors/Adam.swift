import Kernels

/// Adam with dense L2 decay added to the gradient, as PyTorch's `Adam(weight_decay=…)`.
///
/// g ← g + decay·p; m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²;
/// p ← p − lr/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε). Kingma and Ba, ICLR 2015. Every element decays at every
/// step, also rows that no example touched.
public final class Adam: Optimizer {
  /// Step size lr.
  public var learningRate: Float
  /// L2 decay.
  public var decay: Float
  /// Steps taken, t.
  public private(set) var stepCount = 0
  private let beta1: Float
  private let beta2: Float
  private let epsilon: Float
  private let parameters: [Parameter]
  private let first: [Tensor]
  private let second: [Tensor]

  /// An optimiser of `parameters`.
  public init(
    _ parameters: [Parameter], learningRate: Float = 1e-3, decay: Float = 0, beta1: Float = 0.9,
    beta2: Float = 0.999, epsilon: Float = 1e-8
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.decay = decay
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    first = parameters.map { Tensor(zeros: $0.value.shape) }
    second = parameters.map { Tensor(zeros: $0.value.shape) }
  }

  /// The moments m and v, named `<parameter>.first` and `<parameter>.second`.
  public var state: [(name: String, value: Tensor)] {
    zip(parameters, zip(first, second)).flatMap { parameter, moments in
      [("\(parameter.name).first", moments.0), ("\(parameter.name).second", moments.1)]
    }
  }

  /// Takes one step and clears the gradients.
  public func step() {
    stepCount += 1
    let rate = learningRate / (1 - power(beta1, Float(stepCount)))
    let spread = (1 - power(beta2, Float(stepCount))).squareRoot()
    for (index, parameter) in parameters.enumerated() {
      let (p, g) = (parameter.value.base, parameter.gradient.base)
      let (m, v) = (first[index].base, second[index].base)
      Parallel.forEach(parameter.value.count, grain: 1 << 15) { range in
        let start = range.lowerBound
        Kernels.current.adam(
          p + start, g + start, m + start, v + start, range.count, rate, 1 - beta1, beta2,
          1 - beta2, epsilon, spread, decay)
      }
      parameter.noteChange()
    }
  }

  /// Brings back both moments of every parameter.
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` when one is missing or does not fit.
  public func restore(stepCount: Int, state: [String: Tensor]) throws(TensorError) {
    for (index, parameter) in parameters.enumerated() {
      for (suffix, target) in [("first", first[index]), ("second", second[index])] {
        let name = "\(parameter.name).\(suffix)"
        guard let saved = state[name], saved.shape == target.shape else {
          throw .shapes(
            operation: "restore \(name)", left: target.shape, right: state[name]?.shape ?? [])
        }
        target.base.update(from: saved.base, count: saved.count)
      }
    }
    self.stepCount = stepCount
  }
}
