import Tensors
import Testing

/// Each operation's gradient against central differences of the operation itself.
@Suite struct GradientTests {
  typealias Rule = @Sendable (Tensor) throws -> Tensor

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let shape: [Int]
    let rule: Rule

    init(_ name: String, _ shape: [Int] = [3, 4], _ rule: @escaping Rule) {
      testDescription = name
      self.shape = shape
      self.rule = rule
    }
  }

  static let column = Tensor(
    normal: [3, 1], deviation: 1, from: RandomStream(seed: 5, purpose: "c"))
  static let matrix = Tensor(
    normal: [3, 4], deviation: 1, from: RandomStream(seed: 6, purpose: "m"))
  static let table = Tensor(
    normal: [6, 4], deviation: 1, from: RandomStream(seed: 7, purpose: "t"))

  static let cases: [Case] = [
    Case("add column") { try $0 + column },
    Case("column minus") { try column - $0 },
    Case("times") { try $0 * matrix },
    Case("times itself") { try $0 * $0 },
    Case("stretched times", [4]) { try matrix * $0 },
    Case("over") { try $0 / ((matrix * matrix) + 1) },
    Case("under") { try matrix / ($0.square() + 1) },
    Case("number arithmetic") { (2 - 3 * $0 / 4) + 1 },
    Case("number over") { 2 / ($0.square() + 1) },
    Case("exp") { $0.exp() },
    Case("log") { ($0.square() + 1).log() },
    Case("sqrt") { ($0.square() + 1).sqrt() },
    Case("sigmoid") { $0.sigmoid() },
    Case("softplus") { ($0 * 3).softplus() },
    Case("logSigmoid") { ($0 * 3).logSigmoid() },
    Case("tanh") { $0.tanh() },
    Case("relu") { ($0 + 0.05).relu() },
    Case("abs") { ($0 + 0.05).abs() },
    Case("pow") { ($0.square() + 1).pow(1.5) },
    Case("clamped") { $0.clamped(-0.8, 0.8) },
    Case("floored") { $0.floored(at: -0.3) },
    Case("mean") { $0.mean() },
    Case("sum rows") { try $0.sum(axis: 0) },
    Case("sum columns") { try $0.sum(axis: -1) },
    Case("mean axis") { try $0.mean(axis: 1) },
    Case("max") { try $0.max(axis: 1) },
    Case("logSumExp") { try $0.logSumExp(axis: 1) },
    Case("logSumExp rows") { try $0.logSumExp(axis: 0) },
    Case("softmax") { try $0.softmax(axis: 1) * matrix },
    Case("cumulative sum") { try $0.cumulativeSum(axis: 1) * matrix },
    Case("reverse cumulative sum") { try $0.cumulativeSum(axis: 0, reverse: true) * matrix },
    Case("flipped") { try $0.flipped(axis: 1) * matrix },
    Case("reshaped") { try $0.reshaped([3, 4]) * matrix },
    Case("transposed", [4, 3]) { try $0.transposed() * matrix },
    Case("rows", [5, 4]) { try $0.rows(1..<4) * matrix },
    Case("columns", [3, 7]) { try $0.columns(2..<6) * matrix },
    Case("concatenated") { try Tensor.concatenated([$0, matrix, $0], axis: 1).square() },
    Case("gatherRows", [5, 4]) { try $0.gatherRows(IndexTensor([4, 0, 4])) * matrix },
    Case("gatherColumns") {
      try $0.gatherColumns(IndexTensor([0, 0, 3, 1, 2, 2], shape: [3, 2])).square()
    },
    Case("picked columns") {
      try $0.picked(IndexTensor([0, -1, 3, 1, 2, 2], shape: [3, 2]), axis: 1).square()
    },
    Case("picked rows") {
      try $0.picked(IndexTensor([2, 0, 0, -1], shape: [1, 4]), axis: 0).square()
    },
    Case("scattered") {
      let ids = IndexTensor(shape: [3, 4]) { span in
        for i in span.indices { span[i] = Int32(i % 5) - 1 }
      }
      return try $0.scattered(ids, axis: 1, extent: 6).square()
    },
    Case("scattered rows") { try $0.scatteredRows(IndexTensor([1, -1, 1]), extent: 2).square() },
    Case("sorted") { try $0.sorted(axis: 1, descending: true) * matrix },
    Case("min") { try $0.min(axis: 0) },
    Case("choose") { try Tensor.choose(matrix.compare(Tensor(0), >), $0, column * $0) },
    Case("choose stretched", [4]) { try Tensor.choose(matrix.compare(Tensor(0), >), $0, matrix) },
    Case("larger") { try Tensor.larger($0, column) },
    Case("smaller") { try Tensor.smaller(column, $0) },
    Case("narrowed") { try $0.narrowed(axis: 1, to: 1..<3).square() },
    Case("normalised") { try $0.normalised(axis: 1) * matrix },
    Case("dropout") {
      try $0.dropout(0.4, from: RandomStream(seed: 3, purpose: "dropout")) * matrix
    },
    Case("rowDot") { try Tensor.rowDot($0, matrix) },
    Case("bag", [6, 4]) {
      try $0.bag(SparseRows([[0, 5], [], [2, 2, 1]], weights: [[0.5, 2], [], [1, -1, 3]])) * matrix
    },
    Case("pair scores of users") {
      try Tensor.pairScores(
        users: $0, items: table, ids: IndexTensor([0, 5, 3, -1, 2, 2], shape: [3, 2])
      ).square()
    },
    Case("pair scores of items", [6, 4]) {
      try Tensor.pairScores(
        users: matrix, items: $0, ids: IndexTensor([0, 5, 3, -1, 2, 2], shape: [3, 2])
      ).square()
    },
  ]

  @Test(arguments: cases)
  func agreesWithCentralDifferences(_ test: Case) throws {
    let start = Tensor(
      normal: test.shape, deviation: 0.7, from: RandomStream(seed: 1, purpose: "x"))
    let weights = Tensor(
      normal: try test.rule(start).shape, deviation: 1, from: RandomStream(seed: 2, purpose: "w"))
    func loss(_ x: Tensor) throws -> Tensor { try (test.rule(x) * weights).sum() }

    let parameter = Parameter("x", start)
    try loss(parameter.tracked).backward()
    let step: Float = 1e-2
    for i in 0..<start.count {
      var (up, down) = (start.values, start.values)
      up[i] += step
      down[i] -= step
      let slope =
        try
        (loss(Tensor(up, shape: test.shape)).scalar - loss(Tensor(down, shape: test.shape)).scalar)
        / (2 * step)
      let found = parameter.gradient[i]
      #expect(abs(found - slope) <= 2e-2 * max(1, abs(slope)), "element \(i): \(found) \(slope)")
    }
  }

  @Test func aParameterUsedTwiceAddsUp() throws {
    let p = Parameter("p", Tensor([1, 2]))
    try (p.tracked * p.tracked + p.tracked).sum().backward()
    #expect(p.gradient.values == [3, 5])
    try p.tracked.sum().backward()
    #expect(p.gradient.values == [4, 6])
  }

  @Test func longUnusedChainsAreFreedWithoutRecursion() {
    let p = Parameter("p", Tensor([1]))
    var chain = p.tracked
    for _ in 0..<300_000 { chain = chain + 1 }
    #expect(chain.scalar == 300_001)
  }

  @Test func refusesToGoThroughAPartTwice() throws {
    let p = Parameter("p", Tensor([1, 2]))
    let part = p.tracked * 2
    try part.sum().backward()
    #expect(part.isSpent)
    #expect(throws: TensorError.self) { try (part * part).sum().backward() }
    #expect(p.gradient.values == [2, 2])
  }

  @Test func refusesALossThatIsNotOneTrackedNumber() {
    #expect(throws: TensorError.self) { try Tensor([1, 2]).backward() }
    #expect(throws: TensorError.self) { try Tensor(1).backward() }
  }
}
