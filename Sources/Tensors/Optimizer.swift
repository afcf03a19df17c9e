/// Changes parameters along their gradients, and can be saved and brought back.
public protocol Optimizer: AnyObject {
  /// Step size; may change between steps.
  var learningRate: Float { get set }
  /// L2 decay, added to every gradient; may change between steps.
  var decay: Float { get set }
  /// How many steps have been taken.
  var stepCount: Int { get }
  /// What a checkpoint must keep, by name.
  var state: [(name: String, value: Tensor)] { get }
  /// Takes one step and clears the gradients.
  func step()
  /// Brings back what ``state`` and ``stepCount`` gave.
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` when a tensor does not fit.
  func restore(stepCount: Int, state: [String: Tensor]) throws(TensorError)
}
