import Interactions
import Tensors

/// Draws items for users by given weights; a function of seed, purpose, epoch and user alone.
public struct WeightedDraw: Sendable {
  private enum Source: Sendable {
    /// One weight an item, the same for everybody; a user's training items are never drawn.
    case items(weights: [Double], sums: [Double], train: InteractionMatrix)
    /// Candidates of each user, with weights of the places or of each user's own.
    case lists(ids: IndexTensor, weights: Tensor?)
  }

  private let source: Source

  /// Draws from all items by one weight each.
  ///
  /// *Shape* weights [items], finite and at least 0.
  /// - Parameters:
  ///   - train: whose items are never drawn for a user; rows in rising order.
  ///   - others: more items that are never drawn, a row a user, −1 pads.
  public init(
    itemWeights weights: Tensor, excluding train: InteractionMatrix, and others: IndexTensor? = nil
  ) {
    var train = train
    if let others {
      let rows = (0..<others.shape[0]).map { user in
        others.row(user).values.filter { $0 >= 0 }.sorted()
      }
      train = train.union(InteractionMatrix(rows: rows, itemCount: train.itemCount))
    }
    var sums: [Double] = []
    var total = 0.0
    let values = weights.values.map { Double($0) }
    for value in values {
      total += value
      sums.append(total)
    }
    source = .items(weights: values, sums: sums, train: train)
  }

  /// Draws from each user's own candidates.
  ///
  /// *Shapes* ids [users, k], −1 pads; weights [k] or [users, k], equal when nil.
  public init(candidates ids: IndexTensor, weights: Tensor? = nil) {
    source = .lists(ids: ids, weights: weights)
  }

  /// Draws `count` items for each user; −1 where there are fewer. *Shape* [b, count].
  ///
  /// Without replacement the items of a list stand in the list's order, whatever the order of
  /// drawing; items of the whole catalogue, and draws with replacement, stand as they were drawn.
  public func draw(
    _ count: Int, for users: [Int32], replacing: Bool, seed: UInt64, purpose: String, epoch: Int
  ) -> IndexTensor {
    let blocks = Parallel.map(users.count, grain: 16) { range in
      range.flatMap { row in
        let user = Int(users[row])
        var stream = RandomStream(seed: seed, named: purpose, epoch: epoch, index: user)
        let drawn = draw(count, user, replacing, &stream)
        return drawn + [Int32](repeating: -1, count: count - drawn.count)
      }
    }
    let all = blocks.flatMap { $0 }
    return IndexTensor(shape: [users.count, count]) { span in
      for i in span.indices { span[i] = all[i] }
    }
  }

  private func draw(
    _ count: Int, _ user: Int, _ replacing: Bool, _ stream: inout RandomStream
  ) -> [Int32] {
    switch source {
    case .items(let weights, let sums, let train):
      let seen = train[user]
      let quick = quickDraw(count, sums, replacing, &stream) { seen.holds($0) }
      if quick.count == count { return quick }
      let all = (0..<Int32(weights.count)).map { ($0, seen.holds($0) ? 0 : weights[Int($0)]) }
      return replacing
        ? drawReplacing(count, all, &stream)
        : race(count, all, &stream).map { all[$0].0 }
    case .lists(let ids, let weights):
      let width = ids.shape[1]
      let own = weights?.rank == 1 ? 0 : user * width
      let all: [(Int32, Double)] = (0..<width).map { place in
        let id = ids[user, place]
        return (id, id < 0 ? 0 : weights.map { Double($0[own + place]) } ?? 1)
      }
      return replacing
        ? drawReplacing(count, all, &stream)
        : race(count, all, &stream).sorted().map { all[$0].0 }
    }
  }
}

extension WeightedDraw {
  /// Draws by bisection of the sums, refusing what is excluded or was drawn; gives up, with fewer,
  /// when too much is refused.
  private func quickDraw(
    _ count: Int, _ sums: [Double], _ replacing: Bool, _ stream: inout RandomStream,
    isExcluded: (Int32) -> Bool
  ) -> [Int32] {
    guard let total = sums.last, total > 0 else { return [] }
    var drawn: [Int32] = []
    var attempts = 8 * count + 32
    while drawn.count < count, attempts > 0 {
      attempts -= 1
      let item = Int32(sums.firstAbove(stream.uniformDouble() * total))
      if isExcluded(item) || (!replacing && drawn.contains(item)) { continue }
      drawn.append(item)
    }
    return drawn
  }

  private func drawReplacing(
    _ count: Int, _ all: [(id: Int32, weight: Double)], _ stream: inout RandomStream
  ) -> [Int32] {
    var sums: [Double] = []
    var total = 0.0
    for entry in all {
      total += entry.weight
      sums.append(total)
    }
    guard total > 0 else { return [] }
    return (0..<count).map { _ in all[sums.firstAbove(stream.uniformDouble() * total)].id }
  }

  /// Places drawn one after the other without replacement: the first in a race of exponential
  /// clocks whose rates are the weights (Efraimidis and Spirakis, 2006).
  private func race(
    _ count: Int, _ all: [(id: Int32, weight: Double)], _ stream: inout RandomStream
  ) -> [Int] {
    var clocks: [(time: Double, place: Int)] = []
    clocks.reserveCapacity(all.count)
    for (place, entry) in all.enumerated() {
      let time = stream.exponential()
      if entry.weight > 0 { clocks.append((time / entry.weight, place)) }
    }
    clocks.sort { $0.time == $1.time ? $0.place < $1.place : $0.time < $1.time }
    return clocks.prefix(count).map(\.place)
  }
}

extension [Double] {
  /// The first place whose value is above a number; the last where it rises if none is.
  fileprivate func firstAbove(_ value: Double) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension ArraySlice<Int32> {
  /// Whether a rising list holds an id.
  fileprivate func holds(_ id: Int32) -> Bool {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low] == id
  }
}
