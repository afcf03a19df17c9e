import Interactions
import Recommenders
import Tensors

/// The rule of protocols that rank held-out items among a few sampled ones: so many unobserved
/// items a user, drawn once and shared by validation and test.
public struct CandidateSampling: Sendable, Equatable {
  /// Unobserved items drawn for each user.
  public let negatives: Int
  /// The seed of the draw; it has nothing to do with the seeds of models.
  public let seed: UInt64

  /// A rule that draws `negatives` items a user.
  public init(negatives: Int, seed: UInt64 = 0) {
    precondition(negatives > 0)
    (self.negatives, self.seed) = (negatives, seed)
  }

  /// Each measured user's candidates in rising order: the drawn items and the held-out ones.
  ///
  /// Drawn without repeats from the items in none of the user's parts; all of them where there are
  /// no more. A user's draw depends on the seed and the user alone. Other users have no candidates.
  public func candidates(of split: Split) -> InteractionMatrix {
    let sampler = UnobservedSampler(items: split.itemCount)
    let observed = split.train.union(split.valid).union(split.test)
    let held = split.valid.union(split.test)
    let rows = (0..<split.userCount).map { user in
      guard held.count(of: user) > 0 else { return [Int32]() }
      var stream = RandomStream(seed: seed, named: "candidates", index: user)
      let known = observed[user]
      let wanted = min(negatives, split.itemCount - known.count)
      var drawn: Set<Int32> = []
      while drawn.count < wanted { drawn.insert(sampler.draw(notIn: known, from: &stream)) }
      return (drawn + held[user]).sorted()
    }
    return InteractionMatrix(rows: rows, itemCount: split.itemCount)
  }
}
