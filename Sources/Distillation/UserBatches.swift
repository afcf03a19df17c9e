import Interactions
import Tensors

/// How the users of mini-batches are drawn.
public enum UserSampling: String, Sendable, CaseIterable {
  /// Through interactions, as in the published code: active users come more often.
  case byInteraction
  /// Each user once an epoch.
  case uniform
}

/// The mini-batches of an epoch: which users, in which order; a function of seed and epoch alone.
public struct UserBatches: Sendable {
  /// How users are drawn.
  public let sampling: UserSampling
  /// Interactions a mini-batch, or users when drawn uniformly.
  public let size: Int
  private let seed: UInt64
  /// The user of every interaction, or every user with any.
  private let pool: [Int32]

  /// Mini-batches over the users of training interactions.
  public init(
    _ train: InteractionMatrix, size: Int, sampling: UserSampling = .byInteraction, seed: UInt64
  ) {
    precondition(size > 0)
    self.sampling = sampling
    self.size = size
    self.seed = seed
    pool = (0..<train.userCount).flatMap { user in
      let count = train.count(of: user)
      let times = sampling == .uniform ? min(1, count) : count
      return [Int32](repeating: Int32(user), count: times)
    }
  }

  /// Mini-batches in an epoch.
  public var count: Int { (pool.count + size - 1) / size }

  /// The distinct users of each mini-batch of an epoch, in rising order.
  public func users(epoch: Int) -> [[Int32]] {
    var order = pool
    var stream = RandomStream(seed: seed, purpose: "distillation users", epoch: epoch)
    stream.shuffle(&order)
    return stride(from: 0, to: order.count, by: size).map { start in
      var users: [Int32] = []
      for user in order[start..<min(start + size, order.count)].sorted() where user != users.last {
        users.append(user)
      }
      return users
    }
  }
}
