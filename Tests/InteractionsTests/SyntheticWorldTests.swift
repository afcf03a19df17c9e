import Interactions
import Testing

@Suite struct SyntheticWorldTests {
  private let world = SyntheticWorld()

  @Test func theSameSeedGivesTheSameWorld() throws {
    let first = try world.interactions(seed: 3)
    #expect(try world.interactions(seed: 3).matrix == first.matrix)
    #expect(try world.interactions(seed: 4).matrix != first.matrix)
    #expect(first.userIds.count == world.users && first.warnings == DataWarnings())
    #expect((22...28).contains(first.count / world.users))
  }

  /// The user who shares most items with a user is of the same group: nothing but the
  /// interactions is needed to find the groups again.
  @Test func groupsAreRecoveredFromInteractions() throws {
    let data = try world.interactions(seed: 0)
    let users = data.matrix
    let readers = users.transposed
    var recovered = 0
    for user in 0..<users.userCount {
      var shared = [Double](repeating: 0, count: users.userCount)
      for item in users[user] {
        for other in readers[Int(item)] {
          shared[Int(other)] += 1 / Double(readers.count(of: Int(item)))
        }
      }
      shared[user] = 0
      let nearest = shared.indices.max { shared[$0] < shared[$1] } ?? user
      recovered += group(nearest, data) == group(user, data) ? 1 : 0
    }
    #expect(Double(recovered) > 0.97 * Double(users.userCount))
  }

  @Test func popularityIsSkewedWithinAGroup() throws {
    let data = try world.interactions(seed: 0)
    let counts = data.matrix.itemCounts
    func uses(_ original: Int) -> Int {
      data.itemIds.dense(of: Int64(original)).map { counts[Int($0)] } ?? 0
    }
    let first = (0..<world.groups).reduce(0) { $0 + uses($1) }
    let last = ((world.items - world.groups)..<world.items).reduce(0) { $0 + uses($1) }
    #expect(first > 5 * last)
  }

  @Test func impossibleWorldsAreRefused() {
    var empty = world
    empty.groups = 0
    #expect(throws: DataError.self) { try empty.interactions(seed: 0) }
    var greedy = world
    greedy.itemsPerUser = 5_000_000_000
    #expect(throws: DataError.self) { try greedy.interactions(seed: 0) }
  }

  private func group(_ user: Int, _ data: InteractionList) -> Int {
    world.group(ofUser: Int(data.userIds.numbers[user]))
  }
}
