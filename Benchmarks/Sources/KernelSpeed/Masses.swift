import Kernels
import Measuring
import Tensors

/// The mass of a catalogue of CiteULike's size, forward and backward, by the tensor operation with the
/// kernels in use. Useful work is 6·d·b·n operations.
func benchmarkMasses(peak: Double) throws {
  let (n, most) = (25_181, Parallel.threads)
  for d in [6, 20, 64, 200] {
    for b in [758, 1024] {
      let deviation = 1 / Float(d).squareRoot()
      let users = Parameter("users", normal([b, d], deviation))
      let items = Parameter("items", normal([n, d], deviation))
      let excluded = SparseRows(
        (0..<b).map { u in (0..<40).map { Int32(($0 * 629 + u * 7) % n) }.sorted() })
      for threads in [1, most] {
        Parallel.threads = threads
        var failure: (any Error)?
        let run = { (backward: Bool) in
          do {
            let mass = try Tensor.catalogueMass(
              users: users.tracked, items: items.tracked, excluding: excluded)
            if backward { try (mass * (1 / Float(n))).sum().backward() }
          } catch { failure = error }
        }
        let forward = cost(of: 9) { run(false) }
        let both = cost(of: 9) { run(true) }
        if let failure { throw failure }
        let useful = 6 * Double(d) * Double(b) * Double(n) / both.processor
        print(
          "  mass d=\(d) b=\(b) \(threads)t".padded(24), (both.wall * 1e3).text(2, 8), "ms,",
          (both.processor * 1e3).text(2, 7), "ms of processors (forward",
          (forward.processor * 1e3).text(2, 6) + ")", (100 * useful / peak).text(0, 3),
          "% of peak")
      }
    }
  }
}

private func normal(_ shape: [Int], _ deviation: Float) -> Tensor {
  Tensor(
    normal: shape, deviation: deviation, from: RandomStream(seed: 1, purpose: "benchmark"))
}
