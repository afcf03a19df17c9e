import Tensors
import Testing

@Suite struct TopColumnsTests {
  /// Scores drawn from few values, so that ties abound.
  @Test(arguments: [1, 7, 50, 400])
  func equalsASortWithTiesByColumn(_ k: Int) throws {
    let (rows, width) = (23, 311)
    var stream = RandomStream(seed: 3, purpose: "ties")
    let scores = (0..<rows * width).map { _ in Float(stream.integer(below: 40)) }
    let excluded = (0..<rows).map { _ in
      (0..<Int32(width)).filter { _ in stream.integer(below: 3) == 0 }
    }
    let top = try Tensor(scores, shape: [rows, width]).topColumns(
      k, excluding: SparseRows(excluded))
    for row in 0..<rows {
      let wanted = (0..<Int32(width)).filter { !excluded[row].contains($0) }.sorted {
        let (a, b) = (scores[row * width + Int($0)], scores[row * width + Int($1)])
        return a > b || (a == b && $0 < $1)
      }
      let padded = (wanted + Array(repeating: -1, count: k)).prefix(k)
      #expect(top.row(row).values == Array(padded))
    }
  }

  @Test func threadsDoNotMatter() throws {
    let scores = Tensor(uniform: [100, 500], from: RandomStream(seed: 1, purpose: "s"))
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    let one = try scores.topColumns(20).values
    Parallel.threads = 4
    #expect(try scores.topColumns(20).values == one)
  }
}
