import Tensors

extension Parameter {
  /// A weight matrix drawn from N(0, deviation²), else from N(0, 2/(rows + columns)) (Glorot and
  /// Bengio, AISTATS 2010); the last column starts at zero when it holds biases.
  static func linear(
    _ name: String, _ rows: Int, _ columns: Int, deviation: Float? = nil, biasColumn: Bool = false,
    seed: UInt64
  ) -> Parameter {
    let deviation = deviation ?? (2 / Float(rows + columns)).squareRoot()
    let stream = RandomStream(seed: seed, named: "weights.\(name)")
    let drawn = Tensor(normal: [rows, columns], deviation: deviation, from: stream)
    guard biasColumn else { return Parameter(name, drawn) }
    let value = Tensor(shape: [rows, columns]) { span in
      for row in 0..<rows {
        for column in 0..<columns - 1 { span[row * columns + column] = drawn[row, column] }
      }
    }
    return Parameter(name, value)
  }
}
