import Kernels

/// A matrix in memory: where it starts and how far apart its rows and columns lie.
private struct Grid {
  let base: UnsafeMutablePointer<Float>
  let (rows, columns): (Int, Int)
  let (row, column): (Int, Int)

  init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    (self.base, self.rows, self.columns, row, column) = (base, rows, columns, columns, 1)
  }

  private init(
    base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, row: Int, column: Int
  ) {
    (self.base, self.rows, self.columns) = (base, rows, columns)
    (self.row, self.column) = (row, column)
  }

  var transposed: Grid {
    Grid(base: base, rows: columns, columns: rows, row: column, column: row)
  }
}

extension Tensor {
  /// The matrix product op(self)·op(other), where op transposes if asked.
  ///
  /// *Shapes* op(self) [m, k], op(other) [k, n] → [m, n].
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` when either is no matrix or k differs.
  /// - Complexity: O(m·n·k) time; no transposed copy is made.
  public func matmul(
    _ other: Tensor, transposeSelf: Bool = false, transposeOther: Bool = false
  ) throws(TensorError) -> Tensor {
    guard rank == 2, other.rank == 2 else {
      throw .shapes(operation: "matmul", left: shape, right: other.shape)
    }
    let (m, k) = transposeSelf ? (shape[1], shape[0]) : (shape[0], shape[1])
    let (inner, n) =
      transposeOther ? (other.shape[1], other.shape[0]) : (other.shape[0], other.shape[1])
    guard inner == k else {
      throw .shapes(operation: "matmul", left: shape, right: other.shape)
    }
    try TensorRoom.check([m, n], in: "matmul")
    let (left, right) = (detached, other.detached)
    let result = Tensor(uninitialized: [m, n])
    let (a, b) = (left.grid(transposeSelf), right.grid(transposeOther))
    Self.multiply(a, b, into: Grid(result.base, rows: m, columns: n), adding: false)
    return Tensor(shape: [m, n], storage: result.storage, of: [self, other]) {
      [leftNode = node, rightNode = other.node] gradient in
      let g = Grid(gradient.base, rows: m, columns: n)
      let (a, b) = (left.grid(transposeSelf), right.grid(transposeOther))
      leftNode?.withGradientOrRoom { sum, isThere in
        let into = Grid(sum, rows: left.shape[0], columns: left.shape[1])
        let (x, y) = transposeSelf ? (b, g.transposed) : (g, b.transposed)
        Self.multiply(x, y, into: into, adding: isThere)
      }
      rightNode?.withGradientOrRoom { sum, isThere in
        let into = Grid(sum, rows: right.shape[0], columns: right.shape[1])
        let (x, y) = transposeOther ? (g.transposed, a) : (a.transposed, g)
        Self.multiply(x, y, into: into, adding: isThere)
      }
    }
  }

  private func grid(_ transposed: Bool) -> Grid {
    let grid = Grid(base, rows: shape[0], columns: shape[1])
    return transposed ? grid.transposed : grid
  }

  /// c (+)= a·b, cut along the longer side of `c`; where it is cut changes no digit.
  private static func multiply(_ a: Grid, _ b: Grid, into c: Grid, adding: Bool) {
    let kernels = Kernels.current
    let (m, n, k) = (c.rows, c.columns, a.columns)
    let alongRows = m > n
    let length = alongRows ? m : n
    let worthCutting = m * n * k > 1 << 20
    let grain = worthCutting ? Swift.min(1536, (length / 8 + 95) / 96 * 96) : length
    Parallel.forEach(length, grain: Swift.max(1, grain)) { range in
      let (i, j) = alongRows ? (range.lowerBound, 0) : (0, range.lowerBound)
      kernels.multiplyMatrices(
        alongRows ? range.count : m, alongRows ? n : range.count, k, a.base + i * a.row, a.row,
        a.column, b.base + j * b.column, b.row, b.column, c.base + (i * c.row + j), c.row, adding)
    }
  }
}
