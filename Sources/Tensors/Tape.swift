import Kernels
import Synchronization

/// One recorded operation: its gradient so far, and how to pass that on to what it was made from.
///
/// Nodes are numbered in order of creation, so that walking reachable nodes backwards by number is
/// a topological order and always the same one.
final class Node: @unchecked Sendable {
  typealias Backward = (Tensor) -> Void

  let number: UInt64
  let shape: [Int]
  private(set) var parents: [Node]
  private var backward: Backward?
  private var gradient: Tensor?
  private var ownsGradient = false
  let isLeaf: Bool
  /// Whether the gradient has been passed on, and the way to the parents forgotten.
  var isSpent: Bool { !isLeaf && backward == nil }

  private static let counter = Atomic<UInt64>(0)

  init(shape: [Int], parents: [Node], backward: @escaping Backward) {
    number = Self.counter.add(1, ordering: .relaxed).newValue
    self.shape = shape
    self.parents = parents
    self.backward = backward
    isLeaf = false
  }

  /// A leaf, which adds up its gradient over all tapes.
  init(leaf shape: [Int]) {
    number = Self.counter.add(1, ordering: .relaxed).newValue
    self.shape = shape
    parents = []
    isLeaf = true
  }

  /// The sum of a leaf's gradients. Its memory is taken when it is first wanted: a model that is only
  /// asked needs none.
  func sumOfLeaf() -> Tensor {
    if let gradient { return gradient }
    let sum = Tensor(zeros: shape)
    (gradient, ownsGradient) = (sum, true)
    return sum
  }

  /// Adds `part` to the gradient; the first part is kept without a copy.
  func accumulate(_ part: Tensor) {
    if isLeaf { _ = sumOfLeaf() }
    guard let before = gradient else {
      gradient = part.detached
      return
    }
    let sum = ownsGradient ? before : Tensor(uninitialized: shape)
    Parallel.forEach(sum.count, grain: Tensor.elementGrain) { range in
      let at = range.lowerBound
      Kernels.current.add(before.base + at, part.base + at, sum.base + at, range.count)
    }
    (gradient, ownsGradient) = (sum, true)
  }

  /// Lets `body` add to the gradient in place; it starts from zeros.
  func withGradient(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    withGradientOrRoom { sum, isThere in
      if !isThere { sum.update(repeating: 0, count: shape.reduce(1, *)) }
      body(sum)
    }
  }

  /// Lets `body` add to the gradient in place, or write over uninitialised memory when none is there.
  func withGradientOrRoom(
    _ body: (_ sum: UnsafeMutablePointer<Float>, _ isThere: Bool) -> Void
  ) {
    if isLeaf { _ = sumOfLeaf() }
    if let gradient, ownsGradient { return body(gradient.base, true) }
    let (before, sum) = (gradient, Tensor(uninitialized: shape))
    if let before { sum.base.update(from: before.base, count: sum.count) }
    (gradient, ownsGradient) = (sum, true)
    body(sum.base, before != nil)
  }

  /// Passes the gradient on to the parents, then forgets both.
  func propagate() {
    if let gradient, let backward { backward(gradient) }
    guard !isLeaf else { return }
    gradient = nil
    backward = nil
    parents = []
  }

  /// Frees long chains without recursion, for results that were never differentiated.
  deinit {
    backward = nil
    var pending = parents
    parents = []
    while var node = pending.popLast() {
      guard isKnownUniquelyReferenced(&node) else { continue }
      node.backward = nil
      pending.append(contentsOf: node.parents)
      node.parents = []
    }
  }
}

extension Tensor {
  /// A result of `parents`, with the rule that passes its gradient on when any of them is tracked.
  init(
    shape: [Int], storage: Storage<Float>, offset: Int = 0, of parents: [Tensor],
    backward: @escaping (Tensor) -> Void
  ) {
    let nodes = parents.compactMap(\.node)
    self.init(
      shape: shape, storage: storage, offset: offset,
      node: nodes.isEmpty ? nil : Node(shape: shape, parents: nodes, backward: backward))
  }

  /// Whether a ``backward()`` has gone through this tensor, so that it leads to no parameter any more.
  public var isSpent: Bool { node?.isSpent ?? false }

  /// Adds the gradient of this number with respect to every ``Parameter`` it was made from to that
  /// parameter's gradient, and frees the tape.
  /// - Throws: ``TensorError/gradient(_:)`` when this is not one tracked number, or was
  ///   made from tensors that are already spent.
  public func backward() throws(TensorError) {
    guard count == 1 else {
      throw .gradient("backward: a loss must be one number, this tensor has shape \(shape)")
    }
    guard let node else {
      throw .gradient("backward: this number depends on no parameter, so it has no gradient")
    }
    var reached: [Node] = []
    var seen: Set<ObjectIdentifier> = []
    var pending = [node]
    while let next = pending.popLast() {
      guard seen.insert(ObjectIdentifier(next)).inserted else { continue }
      reached.append(next)
      pending.append(contentsOf: next.parents)
    }
    guard !reached.contains(where: \.isSpent) else {
      throw .gradient("backward: a part of this was differentiated before; work it out anew")
    }
    reached.sort { $0.number > $1.number }
    node.accumulate(Tensor(repeating: 1, shape: shape))
    for next in reached { next.propagate() }
  }
}
