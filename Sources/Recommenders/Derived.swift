import Tensors

/// What is worked out from parameters and kept until one of them changes, whoever changes it: a
/// step, a projection, a file.
struct Derived<Value> {
  private let parameters: [Parameter]
  private var revisions: [Int] = []
  private var kept: Value?

  /// Nothing yet, to be worked out from `parameters`.
  init(from parameters: [Parameter]) { self.parameters = parameters }

  /// The kept value if it is of the present parameters and `isUsable`, else a new one.
  mutating func value(
    where isUsable: (Value) -> Bool = { _ in true },
    _ make: () throws(TensorError) -> Value
  ) throws(TensorError) -> Value {
    let now = parameters.map(\.revision)
    if let kept, revisions == now, isUsable(kept) { return kept }
    let value = try make()
    (kept, revisions) = (value, now)
    return value
  }
}
