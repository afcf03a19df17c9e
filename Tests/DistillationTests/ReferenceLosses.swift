import Foundation

/// HetComp's two losses in double precision, straight from their definitions, with gradients worked
/// out by hand: what the tensors are checked against.
struct ReferenceLosses {
  var users: [[Double]]
  var items: [[Double]]
  /// Each user's masked items.
  var train: [[Int32]]
  var positives: [[Int32]]
  var targets: [[Int32]]
  /// Scores are clipped to ± this.
  var clip = 40.0

  struct Result {
    var value = 0.0
    var users: [[Double]]
    var items: [[Double]]
  }

  func overall() -> Result {
    total { user, loss in
      let list = positives[user] + targets[user]
      loss.independent(list, rest: loss.rest(without: targets[user]))
    }
  }

  /// - Parameter k: the nominal number of targets; a user may have fewer.
  func rank(k: Int) -> Result {
    total { user, loss in
      let half = Array(targets[user].prefix(k / 2))
      let tenth = Array(targets[user].prefix(k / 10))
      loss.listwise(positives[user], rest: loss.rest(without: half), weight: 1)
      loss.listwise(half, rest: loss.rest(without: half), weight: 0.5)
      loss.listwise(tenth, rest: loss.rest(without: tenth), weight: 0.5)
    }
  }

  private func total(_ body: (Int, inout UserLoss) -> Void) -> Result {
    var result = Result(
      users: users.map { $0.map { _ in 0 } }, items: items.map { $0.map { _ in 0 } })
    for user in users.indices {
      let raw = items.map { item in zip(users[user], item).reduce(0) { $0 + $1.0 * $1.1 } }
      var loss = UserLoss(scores: raw.map { min(max($0, -clip), clip) }, masked: train[user])
      body(user, &loss)
      result.value += loss.value
      for item in items.indices where abs(raw[item]) <= clip {
        for d in users[user].indices {
          result.users[user][d] += loss.slopes[item] * items[item][d]
          result.items[item][d] += loss.slopes[item] * users[user][d]
        }
      }
    }
    return result
  }
}

/// One user's loss and its slope in every score.
struct UserLoss {
  let scores: [Double]
  let masses: [Double]
  let isMasked: [Bool]
  var value = 0.0
  var slopes: [Double]

  init(scores: [Double], masked: [Int32]) {
    self.scores = scores
    masses = scores.map { exp($0) }
    var isMasked = scores.map { _ in false }
    for item in masked { isMasked[Int(item)] = true }
    self.isMasked = isMasked
    slopes = scores.map { _ in 0 }
  }

  /// The unmasked items outside `list`.
  func rest(without list: [Int32]) -> [Int] {
    scores.indices.filter { !isMasked[$0] && !list.contains(Int32($0)) }
  }

  mutating func independent(_ list: [Int32], rest: [Int]) {
    for item in list { term(of: Int(item), against: [Int(item)], rest, weight: 1) }
  }

  mutating func listwise(_ list: [Int32], rest: [Int], weight: Double) {
    for (place, item) in list.enumerated() {
      term(of: Int(item), against: list[place...].map { Int($0) }, rest, weight: weight)
    }
  }

  /// log max(Σ exp of `against` and `rest`, 10⁻⁵) − s_item.
  private mutating func term(of item: Int, against: [Int], _ rest: [Int], weight: Double) {
    let mass = (rest + against).reduce(0) { $0 + masses[$1] }
    value += weight * (log(max(mass, 1e-5)) - scores[item])
    slopes[item] -= weight
    guard mass >= 1e-5 else { return }
    for other in rest + against { slopes[other] += weight * masses[other] / mass }
  }
}
