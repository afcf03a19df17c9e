import Interactions
import Tensors

/// Users' training items as an auto-encoder reads them, L2-normalised (each of a user's m items
/// weighs 1/√m), and as it is to tell them, each item with weight 1.
struct Histories {
  private let train: InteractionMatrix

  init(_ train: InteractionMatrix) { self.train = train.sorted }

  /// The items of some users, unweighted.
  func targets(_ users: ArraySlice<Int32>) -> SparseRows {
    SparseRows(users.map { Array(train[Int($0)]) })
  }

  /// How many items each user has. *Shape* [users].
  func counts(_ users: ArraySlice<Int32>) -> Tensor {
    Tensor(users.map { Float(train.count(of: Int($0))) })
  }

  /// The whole normalised rows of some users.
  func rows(_ users: ArraySlice<Int32>) -> SparseRows {
    let lists = users.map { Array(train[Int($0)]) }
    return SparseRows(lists, weights: lists.map { Self.weights($0.count, of: $0.count) })
  }

  /// Rows with each item kept with probability `keeping`, as its user's stream decides, and the
  /// kept ones scaled by 1/`keeping`.
  func rows(
    _ users: ArraySlice<Int32>, keeping: Float, _ stream: (Int32) -> RandomStream
  ) -> SparseRows {
    var weights: [[Float]] = []
    let lists = users.map { user in
      var stream = stream(user)
      let all = train[Int(user)]
      let kept = all.filter { _ in stream.uniform() < keeping }
      weights.append(Self.weights(kept.count, of: all.count).map { $0 / keeping })
      return kept
    }
    return SparseRows(lists, weights: weights)
  }

  private static func weights(_ kept: Int, of all: Int) -> [Float] {
    [Float](repeating: 1 / Float(max(1, all)).squareRoot(), count: kept)
  }
}
