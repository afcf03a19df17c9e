import Interactions
import Tensors
import Trajectories

/// Who likes what in the tiny world, and teachers that see it more or less clearly.
struct RehearsalTastes {
  private let world: SyntheticWorld
  private let split: Split

  init(_ world: SyntheticWorld, _ split: Split) { (self.world, self.split) = (world, split) }

  /// Stage s of S sees a taste with weight (s + 1) / S, beside noise of its own.
  func trajectory(
    _ name: String, _ index: Int, stages: Int, depth: Int, seed: UInt64
  ) throws -> Trajectory {
    let (users, items) = (split.userCount, split.itemCount)
    let train = split.train.sorted
    let seen = SparseRows(rows: users, lists: { train[$0] })
    var (lists, deviations): ([IndexTensor], [Tensor]) = ([], [])
    for stage in 0..<stages {
      let weight = Float(stage + 1) / Float(stages)
      let noise = Tensor(
        uniform: [users, items],
        from: RandomStream(seed: seed, purpose: "tiny world", epoch: stage, index: index)
      ).values
      let scores = Tensor(shape: [users, items]) { span in
        for user in 0..<users {
          for item in 0..<items {
            let at = user * items + item
            span[at] = (likes(user, item) ? weight : 0) + noise[at]
          }
        }
      }
      lists.append(try scores.topColumns(depth, excluding: seen))
      deviations.append(Tensor(repeating: Float(stages - stage), shape: [users, depth]))
    }
    return try Trajectory(teacher: name, items: items, lists: lists, deviations: deviations)
  }

  private func likes(_ user: Int, _ item: Int) -> Bool {
    world.group(ofUser: Int(split.users.numbers[user]))
      == world.group(ofItem: Int(split.items.numbers[item]))
  }
}
