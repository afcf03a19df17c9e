import Interactions
import Tensors
import Trajectories

/// Random lists of distinct items that leave out each user's training items.
struct ListWorld {
  let users: Int
  let items: Int
  let depth: Int
  let seed: UInt64
  let train: InteractionMatrix

  init(users: Int, items: Int, depth: Int, seed: UInt64) {
    (self.users, self.items, self.depth, self.seed) = (users, items, depth, seed)
    train = InteractionMatrix(
      rows: (0..<users).map { user in
        Array(Self.order(items, seed: seed, "train", user).prefix(1 + user % 5))
      }, itemCount: items)
  }

  /// A table of lists; the same purpose gives the same table.
  func lists(purpose: String) -> IndexTensor {
    let rows = (0..<users).flatMap { user in
      let allowed = Self.order(items, seed: seed, purpose, user).filter {
        !train[user].contains($0)
      }
      return (0..<depth).map { $0 < allowed.count ? allowed[$0] : -1 }
    }
    return IndexTensor(shape: [users, depth]) { span in
      for i in span.indices { span[i] = rows[i] }
    }
  }

  func trajectory(_ name: String, stages: Int) throws -> Trajectory {
    try Trajectory(
      teacher: name, items: items, lists: (0..<stages).map { lists(purpose: "\(name) \($0)") })
  }

  private static func order(_ count: Int, seed: UInt64, _ purpose: String, _ user: Int) -> [Int32] {
    var order = [Int32](0..<Int32(count))
    var stream = RandomStream(seed: seed, named: purpose, index: user)
    stream.shuffle(&order)
    return order
  }
}
