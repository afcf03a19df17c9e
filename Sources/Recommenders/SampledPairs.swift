import Interactions
import Tensors

/// The training interactions of an epoch in random order, each with unobserved items of its user.
///
/// Order and samples are a function of the seed, the model's name and the epoch alone. Users who
/// have every item take no part: there is nothing to compare with.
struct SampledPairs {
  private let train: InteractionMatrix
  private let batch: Int
  private let negatives: Int
  private let seed: UInt64
  private let model: String
  private let pairs: [Interaction]
  private var order: [Interaction] = []
  private var sampled: [Int32] = []

  /// A user, one of the user's training items, and the pair's place in the training data.
  private struct Interaction {
    let user: Int32
    let item: Int32
    let place: Int
  }

  /// - Parameters:
  ///   - model: The name that sets the random streams apart from other models'.
  ///   - batch: Interactions a step.
  ///   - negatives: Unobserved items drawn for each interaction and epoch.
  init(_ train: InteractionMatrix, model: String, batch: Int, negatives: Int, seed: UInt64) {
    self.train = train.sorted
    (self.model, self.batch, self.negatives, self.seed) = (model, batch, negatives, seed)
    pairs = Self.pairs(of: self.train)
  }

  private static func pairs(of train: InteractionMatrix) -> [Interaction] {
    var pairs: [Interaction] = []
    pairs.reserveCapacity(train.count)
    for user in 0..<train.userCount where train.count(of: user) < train.itemCount {
      for item in train[user] {
        pairs.append(Interaction(user: Int32(user), item: item, place: pairs.count))
      }
    }
    return pairs
  }

  /// Batches in an epoch.
  var steps: Int { (pairs.count + batch - 1) / batch }

  /// Draws the order and the unobserved items of an epoch.
  mutating func begin(epoch: Int) {
    order = pairs
    var shuffle = RandomStream(seed: seed, named: "\(model).order", epoch: epoch)
    shuffle.shuffle(&order)
    let (sampler, purpose) = (UnobservedSampler(items: train.itemCount), "\(model).negatives")
    let blocks = Parallel.map(order.count, grain: 2048) { range in
      var block: [Int32] = []
      block.reserveCapacity(range.count * negatives)
      for pair in order[range] {
        var stream = RandomStream(seed: seed, named: purpose, epoch: epoch, index: pair.place)
        let observed = train[Int(pair.user)]
        for _ in 0..<negatives { block.append(sampler.draw(notIn: observed, from: &stream)) }
      }
      return block
    }
    sampled = Array(blocks.joined())
  }

  /// The interactions of a step of the epoch begun last, counted.
  func count(at step: Int) -> Int { places(at: step).count }

  private func places(at step: Int) -> Range<Int> {
    step * batch..<min(order.count, (step + 1) * batch)
  }

  /// The batch of a step of the epoch begun last.
  func batch(at step: Int) -> InteractionBatch {
    let range = places(at: step)
    let width = 1 + negatives
    let items = IndexTensor(shape: [range.count, width]) { ids in
      for (row, at) in range.enumerated() {
        ids[row * width] = order[at].item
        for n in 0..<negatives { ids[row * width + 1 + n] = sampled[at * negatives + n] }
      }
    }
    return InteractionBatch(users: IndexTensor(order[range].map(\.user)), items: items)
  }
}
