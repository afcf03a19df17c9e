import Interactions
import Recommenders
import Tensors
import Trajectories

/// How long one user waits for ten recommendations.
enum Latency {
  /// How many users are timed, at most.
  private static let sample = 300

  /// The median time over a few hundred users, in microseconds, on one thread: scores of the whole
  /// catalogue, then the ten best without the user's training items.
  static func microseconds(of model: any Recommender, train: InteractionMatrix) throws -> Double {
    let train = train.sorted
    return try onOneThread {
      try median(users: model.users) { user in
        let seen = SparseRows(rows: 1) { _ in train[user] }
        _ = try model.scores(users: user..<user + 1).topColumns(10, excluding: seen)
      }
    }
  }

  /// The mean time of merging the teachers' lists of one user, in microseconds, on one thread.
  static func microseconds(ofMerging consensus: Consensus, at stages: StageTable) throws -> Double {
    try onOneThread {
      let (_, seconds) = try timed { _ = try consensus.ensemble(stages, depth: 10) }
      return seconds * 1e6 / Double(max(1, stages.users))
    }
  }

  private static func median(users: Int, _ body: (Int) throws -> Void) throws -> Double {
    let count = min(sample, users)
    guard count > 0 else { return 0 }
    try body(0)
    let times = try (0..<count).map { place in
      try timed { try body(place * users / count) }.seconds
    }
    return times.sorted()[count / 2] * 1e6
  }

  private static func onOneThread<Result>(_ body: () throws -> Result) rethrows -> Result {
    let threads = Parallel.threads
    Parallel.threads = 1
    defer { Parallel.threads = threads }
    return try body()
  }
}
