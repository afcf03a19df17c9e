/// A tensor that training changes: its value, and the gradient added up since the last step.
public final class Parameter: @unchecked Sendable {
  /// The name under which the value is saved.
  public let name: String
  /// The present value, untracked; optimisers write into its memory.
  public let value: Tensor
  /// The gradient added up since the last optimiser step; same shape as `value`.
  public var gradient: Tensor { leaf.sumOfLeaf() }
  /// How often the value has been changed; what is worked out from it may be kept until then.
  public private(set) var revision = 0
  private let leaf: Node

  /// A parameter that starts at a copy of `value`.
  public init(_ name: String, _ value: Tensor) {
    self.name = name
    self.value = value.copy()
    leaf = Node(leaf: value.shape)
  }

  /// The value as the start of tracked operations.
  public var tracked: Tensor {
    Tensor(shape: value.shape, storage: value.storage, offset: value.offset, node: leaf)
  }

  /// Overwrites the value, for instance from a checkpoint.
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` when the shapes differ.
  public func assign(_ other: Tensor) throws(TensorError) {
    guard other.shape == value.shape else {
      throw .shapes(operation: "assign to \(name)", left: value.shape, right: other.shape)
    }
    value.base.update(from: other.base, count: value.count)
    noteChange()
  }

  /// To be called by whatever writes into the value's memory.
  func noteChange() { revision += 1 }
}

extension Tensor {
  /// The same values in memory of their own, untracked.
  public func copy() -> Tensor {
    let copy = Tensor(uninitialized: shape)
    copy.base.update(from: base, count: count)
    return copy
  }
}
