import Kernels

/// Plain gradient descent with dense L2 decay: p ← p − lr·(g + decay·p).
public final class StochasticGradientDescent: Optimizer {
  /// Step size lr.
  public var learningRate: Float
  /// L2 decay.
  public var decay: Float
  /// Steps taken.
  public private(set) var stepCount = 0
  /// Nothing: a step depends on the gradient alone.
  public var state: [(name: String, value: Tensor)] { [] }
  private let parameters: [Parameter]

  /// An optimiser of `parameters`.
  public init(_ parameters: [Parameter], learningRate: Float, decay: Float = 0) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.decay = decay
  }

  /// Takes one step and clears the gradients.
  public func step() {
    stepCount += 1
    for parameter in parameters {
      Kernels.current.sgd(
        parameter.value.base, parameter.gradient.base, parameter.value.count, learningRate, decay)
      parameter.noteChange()
    }
  }

  /// Brings back how many steps were taken.
  public func restore(stepCount: Int, state: [String: Tensor]) { self.stepCount = stepCount }
}
