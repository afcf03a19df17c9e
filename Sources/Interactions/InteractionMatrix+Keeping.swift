extension InteractionMatrix {
  /// The interactions with items for which `wanted` is true; the order within rows is kept.
  public func keeping(_ wanted: [Bool]) -> InteractionMatrix {
    precondition(wanted.count == itemCount)
    let rows = (0..<userCount).map { self[$0].filter { wanted[Int($0)] } }
    return InteractionMatrix(rows: rows, itemCount: itemCount)
  }
}
