import Kernels

/// One evaluation of a catalogue's masses: items packed for the kernels, and the excluded pairs in the
/// orders in which the two directions meet them.
///
/// Work is cut into chunks of items and blocks of users whose sizes depend on the shapes alone.
final class CataloguePass {
  private let kernels = Kernels.current
  private let (users, items): (Tensor, Tensor)
  private let (b, n, d, panels): (Int, Int, Int, Int)
  private let clamp: Float
  private let wantsSlope: Bool
  private let packed, itemNorms, userNorms: Storage<Float>
  private let byChunk: ExcludedPairs
  private let byPanel: ExcludedPairs?

  /// Packs the items.
  /// - Throws: ``TensorError/index(operation:found:limit:)`` for an excluded id outside the items.
  init(
    users: Tensor, items: Tensor, excluding: SparseRows, clamp: Float
  ) throws(TensorError) {
    (self.users, self.items, self.clamp) = (users.detached, items.detached, clamp)
    (b, n, d) = (users.shape[0], items.shape[0], items.shape[1])
    panels = (n + kernels.width - 1) / kernels.width
    wantsSlope = users.isTracked
    packed = Storage(uninitialized: kernels.catalogue.packedCount(n, d))
    itemNorms = Storage(uninitialized: panels)
    userNorms = Storage(uninitialized: b)
    var (chunks, single): (ExcludedPairs?, ExcludedPairs?)
    let (width, chunk) = (kernels.width, Self.chunkItems(d))
    let (panels, n, d, b) = (panels, n, d, b)
    let (kernels, packed, itemNorms, userNorms) = (kernels, packed, itemNorms, userNorms)
    let grain = 4096 / width
    Parallel.forEach(2 + (panels + grain - 1) / grain) { task in
      switch task {
      case 0:
        chunks = ExcludedPairs(excluding, n: n, blockSize: chunk)
        kernels.catalogue.squaredNorms(users.base, b, d, userNorms.base)
      case 1: if items.isTracked { single = ExcludedPairs(excluding, n: n, blockSize: width) }
      default:
        let first = (task - 2) * grain
        kernels.catalogue.pack(
          items.base, n, d, first, min(panels, first + grain), packed.base, itemNorms.base)
      }
    }
    guard let chunks else {
      let bad = UnsafeBufferPointer(start: excluding.ids.base, count: excluding.count)
        .first { $0 < 0 || Int($0) >= n }
      throw .index(operation: "catalogueMass excluding", found: Int(bad ?? -1), limit: n)
    }
    (byChunk, byPanel) = (chunks, single)
  }

  /// Items a chunk has: few enough that their panels and the scores of a tile of users stay in cache.
  private static func chunkItems(_ d: Int) -> Int { d <= 64 ? 1024 : 512 }

  /// The masses [b], and Σ exp(u·i)·i [b, d] if users are tracked.
  func masses() -> (mass: Tensor, slope: Tensor?) {
    let chunkPanels = Self.chunkItems(d) / kernels.width
    let chunks = (panels + chunkPanels - 1) / chunkPanels
    let groups = min(32, chunks)
    let masses = Storage<Float>(repeating: 0, count: groups * b)
    let slopes = wantsSlope ? Storage<Float>(repeating: 0, count: groups * b * d) : nil
    let blockUsers = 10 * kernels.catalogue.userTile()
    let blocks = (b + blockUsers - 1) / blockUsers
    Parallel.forEach(groups * blocks) { task in
      let (group, block) = (task / blocks, task % blocks)
      let rows = block * blockUsers..<min(b, (block + 1) * blockUsers)
      for chunk in group * chunks / groups..<(group + 1) * chunks / groups {
        forward(
          chunk: chunk, panels: chunk * chunkPanels..<min(panels, (chunk + 1) * chunkPanels),
          rows: rows, mass: masses.base + group * b, slope: slopes.map { $0.base + group * b * d })
      }
    }
    let slope = slopes.map { reduce($0, parts: groups, shape: [b, d]) }
    return (reduce(masses, parts: groups, shape: [b]), slope)
  }

  private func forward(
    chunk: Int, panels: Range<Int>, rows: Range<Int>, mass: UnsafeMutablePointer<Float>,
    slope: UnsafeMutablePointer<Float>?
  ) {
    let pairs = byChunk.from[chunk]..<byChunk.from[chunk + 1]
    byChunk.withPointers { pairUsers, pairItems in
      kernels.catalogue.forward(
        packed.base, itemNorms.base, n, d, panels.lowerBound, panels.upperBound, users.base,
        userNorms.base, rows.lowerBound, rows.upperBound, clamp, pairUsers + pairs.lowerBound,
        pairItems + pairs.lowerBound, pairs.count, mass, slope)
    }
  }

  /// The sum of the parts, in their order.
  private func reduce(_ parts: Storage<Float>, parts count: Int, shape: [Int]) -> Tensor {
    let result = Tensor(zeros: shape)
    let size = result.count
    Parallel.forEach(size, grain: 8192) { range in
      for part in 0..<count {
        kernels.axpy(
          1, parts.base + (part * size + range.lowerBound), result.base + range.lowerBound,
          range.count)
      }
    }
    return result
  }

  /// Adds the gradient in the items, given the gradient in the masses.
  func addItemGradient(weights: Tensor, to sum: UnsafeMutablePointer<Float>) {
    guard let byPanel else { return }
    byPanel.withPointers { pairUsers, pairItems in
      Parallel.forEach(panels, grain: 1024 / kernels.width) { range in
        kernels.catalogue.backward(
          packed.base, itemNorms.base, n, d, range.lowerBound, range.upperBound, users.base,
          userNorms.base, b, weights.base, clamp, byPanel.from, pairUsers, pairItems, sum)
      }
    }
  }
}

extension ExcludedPairs {
  init?(_ rows: SparseRows, n: Int, blockSize: Int) {
    self.init(
      offsets: rows.offsets.base, ids: rows.ids.base, rows: rows.rows, n: n,
      blockSize: blockSize)
  }
}
