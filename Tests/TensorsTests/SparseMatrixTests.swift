import Tensors
import Testing

/// Sparse products against dense ones, in both directions and with their gradients.
@Suite(.serialized) struct SparseMatrixTests {
  private let rows = 301
  private let columns = 523
  private let width = 5

  /// Ragged rows, some empty, one dense, a repeated place in row 7.
  private var elements: SparseRows {
    let lists = (0..<rows).map { row -> [Int32] in
      if row == 2 { return (0..<Int32(columns)).map { $0 } }
      if row == 7 { return [5, 5, 0] }
      return (0..<row % 9).map { Int32((row * 31 + $0 * 57) % columns) }
    }
    var stream = RandomStream(seed: 1, purpose: "values")
    return SparseRows(lists, weights: lists.map { $0.map { _ in stream.uniform() - 0.5 } })
  }

  @Test(arguments: [false, true])
  func agreesWithTheDenseProduct(transposed: Bool) throws {
    let sparse = try SparseMatrix(elements, columns: columns)
    let matrix = transposed ? sparse.transposed : sparse
    let identity = Tensor(shape: [columns, columns]) { span in
      for at in 0..<columns { span[at * columns + at] = 1 }
    }
    let dense = try identity.bag(elements)
    let inner = transposed ? rows : columns
    let start = Tensor(
      normal: [inner, width], deviation: 1, from: RandomStream(seed: 2, purpose: "x"))
    let weights = Tensor(
      normal: [matrix.rows, width], deviation: 1, from: RandomStream(seed: 3, purpose: "w"))
    let (a, b) = (Parameter("a", start), Parameter("b", start))
    let found = try matrix.times(a.tracked)
    let wanted = try dense.matmul(b.tracked, transposeSelf: transposed)
    try (found * weights).sum().backward()
    try (wanted * weights).sum().backward()
    for (x, y) in [(found, wanted), (a.gradient, b.gradient)] {
      #expect(x.shape == y.shape)
      #expect(zip(x.values, y.values).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  /// Rows in any order, one of them twice, one empty; what is added passes its gradient on as it is.
  @Test func someRowsPlusAnother() throws {
    let matrix = try SparseMatrix(elements, columns: columns)
    let ids = IndexTensor([2, 300, 7, 2, 0])
    let normal = { (shape: [Int], index: Int) in
      Tensor(
        normal: shape, deviation: 1, from: RandomStream(seed: 4, purpose: "rows", index: index))
    }
    let (dense, weights) = (normal([columns, width], 0), normal([5, width], 1))
    let (a, b) = (Parameter("a", dense), Parameter("b", dense))
    let start = Parameter("start", normal([5, width], 2))
    let found = try matrix.rows(ids).times(a.tracked, plus: start.tracked)
    let wanted = try matrix.times(b.tracked).gatherRows(ids)
    try (found * weights).sum().backward()
    try (wanted * weights).sum().backward()
    #expect(start.gradient.values == weights.values)
    for (x, y) in [(found, try wanted + start.value), (a.gradient, b.gradient)] {
      #expect(zip(x.values, y.values).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test func threadsDoNotMatter() throws {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let matrix = try SparseMatrix(elements, columns: columns)
    let dense = Tensor(
      normal: [columns, width], deviation: 1, from: RandomStream(seed: 2, purpose: "x"))
    let results = try [1, 2, 3].map { threads in
      Parallel.threads = threads
      return try matrix.times(dense).values
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test func refusesWhatDoesNotFit() throws {
    let matrix = try SparseMatrix(SparseRows([[0, 2], [1]]), columns: 3)
    #expect(throws: TensorError.shapes(operation: "sparse product", left: [2, 3], right: [2, 4])) {
      try matrix.times(Tensor(zeros: [2, 4]))
    }
    #expect(throws: TensorError.self) {
      try matrix.times(Tensor(zeros: [3, 4]), plus: Tensor(zeros: [1, 4]))
    }
    #expect(throws: TensorError.self) { try matrix.rows(IndexTensor([2])) }
    #expect(throws: TensorError.index(operation: "sparse matrix", found: 2, limit: 2)) {
      try SparseMatrix(SparseRows([[0, 2], [1]]), columns: 2)
    }
  }
}
