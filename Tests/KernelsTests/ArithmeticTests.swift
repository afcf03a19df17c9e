import Kernels
import Testing

@Suite struct ArithmeticTests {
  @Test(arguments: Kernels.supported, [1, 3, 16, 37, 200, 1003])
  func reductionsAgreeWithDoublePrecision(_ kernels: Kernels, _ count: Int) {
    var noise = Noise(state: 11)
    let (a, b) = (noise.floats(count), noise.floats(count))
    let products = zip(a, b).map { Double($0) * Double($1) }
    #expect(abs(Double(kernels.dot(a, b, count)) - products.reduce(0, +)) < 1e-5)
    #expect(abs(Double(kernels.sum(a, count)) - a.map(Double.init).reduce(0, +)) < 1e-5)
    #expect(kernels.maximum(a, count) == a.max())
    #expect(kernels.maximum(a, 0) == -.infinity)
  }

  @Test(arguments: Kernels.supported)
  func elementwiseArithmetic(_ kernels: Kernels) {
    var noise = Noise(state: 12)
    let (a, b, c) = (noise.floats(37), noise.floats(37, 1...2), noise.floats(37))
    func combine(_ f: Kernels.Combine) -> [Float] {
      var y = c
      f(a, b, &y, 37)
      return y
    }
    let pairs = zip(a, b)
    #expect(combine(kernels.add) == pairs.map { $0 + $1 })
    #expect(combine(kernels.subtract) == pairs.map { $0 - $1 })
    #expect(combine(kernels.multiply) == pairs.map { $0 * $1 })
    #expect(combine(kernels.divide) == pairs.map { $0 / $1 })
    let sums = zip(c, pairs).map { Double($0) + Double($1.0) * Double($1.1) }
    #expect(worstError(combine(kernels.addProduct), sums) < 1e-7)
    var (scaled, added) = (c, c)
    kernels.scale(3, a, &scaled, 37)
    kernels.axpy(3, a, &added, 37)
    #expect(scaled == a.map { 3 * $0 })
    #expect(worstError(added, zip(c, a).map { Double($0) + 3 * Double($1) }) < 1e-7)
    var rectified = c
    kernels.addRectified(3, 0.25, a, &rectified, 37)
    let wanted = zip(c, a).map { Double($0) + 3 * max(Double($1) + 0.25, 0) }
    #expect(worstError(rectified, wanted) < 1e-7)
  }

  /// Rows of no, one and many elements; a start that is nothing, another table, and the result itself.
  @Test(arguments: Kernels.supported, [1, 6, 20, 64, 100, 201])
  func sparseProducts(_ kernels: Kernels, _ d: Int) {
    var noise = Noise(state: 17)
    let (table, start, values) = (noise.floats(50 * d), noise.floats(3 * d), noise.floats(31))
    let ids = (0..<31).map { Int32($0 * 37 % 50) }
    let offsets = [0, 0, 1, 31]
    var wanted = [[Double]](repeating: [Double](repeating: 0, count: 3 * d), count: 3)
    for at in 0..<3 * d {
      let (row, i) = (at / d, at % d)
      let sum = (offsets[row]..<offsets[row + 1]).reduce(0.0) {
        $0 + Double(values[$1]) * Double(table[Int(ids[$1]) * d + i])
      }
      (wanted[0][at], wanted[1][at]) = (sum, Double(start[at]) + sum)
      wanted[2][at] = 1 + sum
    }
    var out = [Float](repeating: 1, count: 3 * d)
    out.withUnsafeMutableBufferPointer { sum in
      guard let sum = sum.baseAddress else { return }
      kernels.multiplySparse(offsets, ids, values, 0, 3, table, d, sum, sum)
    }
    #expect(worstError(out, wanted[2]) < 1e-6)
    kernels.multiplySparse(offsets, ids, values, 0, 2, table, d, start, &out)
    kernels.multiplySparse(offsets, ids, values, 2, 3, table, d, start, &out)
    #expect(worstError(out, wanted[1]) < 1e-6)
    kernels.multiplySparse(offsets, ids, values, 0, 3, table, d, nil, &out)
    #expect(worstError(out, wanted[0]) < 1e-6)
  }

  @Test(arguments: Kernels.supported, [1, 6, 20, 33])
  func gatheredProductsAndTheirGradient(_ kernels: Kernels, _ d: Int) {
    var noise = Noise(state: 13)
    let (u, table, ids) = (noise.floats(d), noise.floats(50 * d), [Int32(49), 0, 7, 7, 31])
    let g = noise.floats(5)
    var (out, du, dTable) = (
      [Float](repeating: 0, count: 5), [Float](repeating: 1, count: d),
      [Float](repeating: 1, count: 50 * d)
    )
    kernels.gatherDot(u, table, d, ids, 5, 5, &out)
    kernels.addRows(g, table, d, ids, 5, &du)
    kernels.scatterRow(g, u, d, ids, 5, 5, 7, 50, &dTable)
    kernels.scatterRow(g, u, d, ids, 5, 5, 0, 7, &dTable)
    var scattered = [Float](repeating: 1, count: 50 * d)
    let rows = (0..<5 * d).map { g[$0 / d] * u[$0 % d] }
    kernels.scatterRows(rows, d, ids, 5, 0, 31, &scattered)
    kernels.scatterRows(rows, d, ids, 5, 31, 50, &scattered)
    #expect(worstError(scattered, dTable.map(Double.init)) < 1e-6)
    var (wantedU, wantedTable) = (du.map { _ in 1.0 }, dTable.map { _ in 1.0 })
    var wanted = [Double](repeating: 0, count: 5)
    for (k, id) in ids.enumerated() {
      for i in 0..<d {
        let (x, y) = (Double(u[i]), Double(table[Int(id) * d + i]))
        wanted[k] += x * y
        wantedU[i] += Double(g[k]) * y
        wantedTable[Int(id) * d + i] += Double(g[k]) * x
      }
    }
    #expect(worstError(out, wanted) < 1e-6)
    #expect(worstError(du, wantedU) < 1e-6)
    #expect(worstError(dTable, wantedTable) < 1e-6)
  }

  @Test(
    arguments: Kernels.supported,
    [
      (67, 101, 35), (1, 1003, 64), (1003, 1, 64), (8, 48, 600),
      (3, 5, 7), (100, 3100, 20), (97, 64, 1), (131, 50, 513),
    ])
  func matrixProductsOfEveryLayout(_ kernels: Kernels, _ size: (Int, Int, Int)) {
    let (m, n, k) = size
    var noise = Noise(state: 14)
    let (a, b, c) = (noise.floats(m * k), noise.floats(k * n), noise.floats(m * n))
    for (left, right, adding) in [
      (false, false, false), (true, false, true), (false, true, true), (true, true, false),
    ] {
      let (aRow, aColumn) = left ? (1, m) : (k, 1)
      let (bRow, bColumn) = right ? (1, k) : (n, 1)
      var wanted = c.map { adding ? Double($0) : 0 }
      for i in 0..<m {
        for l in 0..<k {
          let x = Double(a[i * aRow + l * aColumn])
          for j in 0..<n { wanted[i * n + j] += x * Double(b[l * bRow + j * bColumn]) }
        }
      }
      var whole = c
      kernels.multiplyMatrices(m, n, k, a, aRow, aColumn, b, bRow, bColumn, &whole, n, adding)
      #expect(worstError(whole, wanted) < 2e-6)
      var parts = c
      let (rows, columns) = (m / 3, n / 2)
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          parts.withUnsafeMutableBufferPointer { c in
            for (i, i1) in [(0, rows), (rows, m)] {
              for (j, j1) in [(0, columns), (columns, n)] {
                kernels.multiplyMatrices(
                  i1 - i, j1 - j, k, a.baseAddress! + i * aRow, aRow, aColumn,
                  b.baseAddress! + j * bColumn, bRow, bColumn, c.baseAddress! + (i * n + j), n,
                  adding)
              }
            }
          }
        }
      }
      #expect(whole == parts)
    }
  }
}
