import Tensors
import Testing

@Suite(.serialized) struct CatalogueMassTests {
  static func normal(_ shape: [Int], _ deviation: Float, _ name: StaticString) -> Tensor {
    Tensor(normal: shape, deviation: deviation, from: RandomStream(seed: 3, purpose: name))
  }

  /// Rows of a few ids each, one of them empty and one not sorted.
  static func exclusions(_ rows: Int, of n: Int) -> SparseRows {
    SparseRows(
      (0..<rows).map { u in
        let row = stride(from: u % 11, to: n, by: 17 + u).map { Int32($0) }
        return u % 5 == 2 ? [] : u % 5 == 3 ? row.reversed() : row
      })
  }

  /// Weighted total of the masses, and the gradients in users and items.
  static func gradients(
    _ mass: (Tensor, Tensor) throws -> Tensor, _ users: Tensor, _ items: Tensor
  ) throws -> [[Float]] {
    let (u, i) = (Parameter("u", users), Parameter("i", items))
    let masses = try mass(u.tracked, i.tracked)
    let weights = normal(masses.shape, 0.01, "weights")
    try (masses * weights).sum().backward()
    return [masses.values, u.gradient.values, i.gradient.values]
  }

  /// The same by a table of users × items.
  static func composed(_ excluded: SparseRows, _ users: Tensor, _ items: Tensor, _ clamp: Float)
    throws -> Tensor
  {
    let n = items.shape[0]
    var present = [Float](repeating: 1, count: excluded.rows * n)
    for row in 0..<excluded.rows { for id in excluded[row] { present[row * n + Int(id)] = 0 } }
    let scores = try users.matmul(items, transposeOther: true).clamped(-clamp, clamp)
    return try (scores.exp() * Tensor(present, shape: [excluded.rows, n])).sum(axis: 1)
  }

  @Test(arguments: [
    (6, 0.8, 40.0), (6, 1.5, 2.0), (20, 0.5, 40.0), (33, 0.8, 3.0), (70, 0.3, 40.0),
  ])
  func agreesWithTheTableOfScores(_ d: Int, _ deviation: Double, _ clamp: Double) throws {
    let (users, items) = (
      Self.normal([67, d], Float(deviation), "u"), Self.normal([3003, d], Float(deviation), "i")
    )
    let excluded = Self.exclusions(67, of: 3003)
    let fused = try Self.gradients(
      {
        try Tensor.catalogueMass(
          users: $0, items: $1, excluding: excluded, clamp: Float(clamp))
      }, users, items)
    let table = try Self.gradients(
      { try Self.composed(excluded, $0, $1, Float(clamp)) }, users, items)
    for (found, wanted) in zip(fused, table) {
      let scale = wanted.map(abs).max() ?? 0
      #expect(found.count == wanted.count && scale > 0)
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-5 * scale })
    }
  }

  @Test(arguments: [6, 20, 70]) func threadsChangeNoDigit(_ d: Int) throws {
    let (users, items) = (Self.normal([300, d], 0.4, "u"), Self.normal([5003, d], 0.4, "i"))
    let excluded = Self.exclusions(300, of: 5003)
    defer { Parallel.threads = 2 }
    let results = try [1, 3].map { threads in
      Parallel.threads = threads
      return try Self.gradients(
        { try Tensor.catalogueMass(users: $0, items: $1, excluding: excluded) }, users, items)
    }
    #expect(results[0] == results[1])
  }

  @Test func withoutUsersItemsOrExclusions() throws {
    let items = Self.normal([5, 3], 1, "i")
    #expect(try Tensor.catalogueMass(users: Tensor(zeros: [0, 3]), items: items).shape == [0])
    let masses = try Tensor.catalogueMass(users: Tensor(zeros: [2, 3]), items: items)
    #expect(masses.values == [5, 5])
    let none = try Tensor.catalogueMass(
      users: Tensor(zeros: [2, 3]), items: Tensor(zeros: [0, 3]))
    #expect(none.values == [0, 0])
  }

  @Test func refusesWhatDoesNotFit() {
    let (users, items) = (Tensor(zeros: [2, 3]), Tensor(zeros: [5, 3]))
    #expect(throws: TensorError.self) {
      try Tensor.catalogueMass(users: users, items: Tensor(zeros: [5, 4]))
    }
    #expect(throws: TensorError.index(operation: "catalogueMass excluding", found: 5, limit: 5)) {
      try Tensor.catalogueMass(users: users, items: items, excluding: SparseRows([[1], [5]]))
    }
    #expect(throws: TensorError.self) {
      try Tensor.catalogueMass(users: users, items: items, excluding: SparseRows([[1]]))
    }
  }
}
