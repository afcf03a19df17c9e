import Interactions
import Kernels
import Measuring
import Tensors

/// One layer of LightGCN with 64 dimensions over a whole graph, users to items and back, beside what the
/// machine reaches at best.
func benchmarkPropagation(over train: InteractionMatrix) throws {
  let width = 64
  let rows = SparseRows(
    rows: train.userCount, lists: { train[$0] },
    weights: { [Float](repeating: 0.1, count: train.count(of: $0)) })
  let graph = try SparseMatrix(rows, columns: train.itemCount)
  let users = Tensor(repeating: 1, shape: [train.userCount, width])
  let items = Tensor(repeating: 1, shape: [train.itemCount, width])
  let layer = try cost(of: 15) {
    _ = try graph.times(items, plus: users)
    _ = try graph.transposed.times(users, plus: items)
  }
  // Each interaction fetches a row of either table; each row is read once more and written.
  let fetched = Double(2 * train.count * width * 4)
  let streamed = Double(2 * (train.userCount + train.itemCount) * width * 4)
  let operations = Double(4 * train.count * width)
  let best = peak(Kernels.current) * Double(Parallel.threads)
  let memory = readingSpeed(bytes: 1 << 28)
  let cache = readingSpeed(bytes: items.count * 4)
  let speed = (fetched + streamed) / layer.wall
  print(
    "propagation of \(train.count) interactions, 64 dimensions, \(Parallel.threads) threads:",
    (layer.wall * 1e3).text(2, 0), "ms,", (layer.processor * 1e3).text(2, 0), "ms of processors")
  print(
    "  \((speed / 1e9).text(1, 0)) GB/s: \((100 * speed / memory).text(0, 0)) % of a sum over 256 MB,",
    "\((100 * speed / cache).text(0, 0)) % of a sum over a table as large as the items'")
  print(
    "  \((operations / layer.wall / 1e9).text(1, 0)) GF/s:",
    "\((100 * operations / layer.wall / best).text(1, 0)) % of the peak of multiply-adds")
}

/// Bytes a second that all threads together read in order, over and over.
private func readingSpeed(bytes: Int) -> Double {
  let (block, blocks) = (1 << 14, bytes >> 16)
  let numbers = Tensor(repeating: 1, shape: [block * blocks])
  let seconds = cost(of: 15) { _ = numbers.sum() }.wall
  return Double(4 * block * blocks) / seconds
}
