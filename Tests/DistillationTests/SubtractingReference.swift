import Distillation
import Foundation
import Recommenders
import Tensors
import Trajectories

/// HetComp's losses as they were published: the mass of a pool is the mass of all unobserved items
/// less that of the listed ones, in single precision, over a dense table of users × items.
///
/// Once a user's targets hold nearly all mass the difference is rounding noise. It is kept here, out
/// of the package, to show what that does to a training.
final class SubtractingReference: Objective {
  let name = "hetcomp-subtracting"
  let knowledge: [Knowledge] = [.lists, .trajectory]
  private let weights: (overall: Float, rank: Float)

  init(overallWeight: Float = 0.01, rankWeight: Float = 0.005) {
    weights = (overallWeight, rankWeight)
  }

  func loss(_ batch: UserBatch, student: any EmbeddingModel, phase: Phase) throws -> Tensor {
    let users = try student.userEmbeddings(batch.users)
    let items = try student.itemEmbeddings()
    let masked = batch.exclusions(targets: 0)
    let parts = Parallel.map(batch.count, grain: 64) { range in
      Result { try part(range, of: batch, masked, users.detached, items.detached, phase) }
    }
    var value: Float = 0
    var linear = Tensor(0)
    for (place, part) in parts.enumerated() {
      let part = try part.get()
      let first = place * 64
      let own = try users.rows(first..<min(first + 64, batch.count))
      linear = try linear + (own * part.ofUsers).sum() + (items * part.ofItems).sum()
      value += part.value
    }
    return try Tensor(value) + (linear - linear.detached)
  }

  /// The loss of some users of a batch, and its gradients in their embeddings and in the items'.
  private func part(
    _ range: Range<Int>, of batch: UserBatch, _ masked: SparseRows, _ users: Tensor,
    _ items: Tensor, _ phase: Phase
  ) throws -> (value: Float, ofUsers: Tensor, ofItems: Tensor) {
    let own = try users.rows(range)
    let scores = try own.matmul(items, transposeOther: true)
    let width = scores.shape[1]
    let (allScores, allMasses) = (scores.values, scores.clamped(-40, 40).exp().values)
    var (value, slopes) = (Float(0), [Float]())
    slopes.reserveCapacity(scores.count)
    for (place, user) in range.enumerated() {
      let cells = place * width..<(place + 1) * width
      var row = SubtractingRow(
        scores: Array(allScores[cells]), masses: Array(allMasses[cells]), masked: masked[user])
      row.add(
        batch.positives.row(user).values, batch.targets.row(user).values, phase: phase,
        weight: phase == .overall ? weights.overall : weights.rank)
      let result = row.result
      value += result.value
      slopes += result.slopes
    }
    let table = try Tensor(slopes, shape: scores.shape)
    return (value, try table.matmul(items), try table.matmul(own, transposeSelf: true))
  }
}

/// One user's loss and its slope in every score, as the published code's gradients add up.
struct SubtractingRow {
  private let scores: [Float]
  private let masses: [Float]
  private let unobserved: [Float]
  private let total: Float
  private var value: Float = 0
  private var slopes: [Float]

  init(scores: [Float], masses: [Float], masked: [Int32]) {
    self.scores = scores
    self.masses = masses
    var unobserved = masses
    for item in masked { unobserved[Int(item)] = 0 }
    self.unobserved = unobserved
    total = Self.sum(unobserved)
    slopes = [Float](repeating: 0, count: scores.count)
  }

  /// The value, and the slopes with those outside the clip at zero.
  var result: (value: Float, slopes: [Float]) {
    guard scores.contains(where: { abs($0) > 40 }) else { return (value, slopes) }
    return (value, slopes.indices.map { abs(scores[$0]) <= 40 ? slopes[$0] : 0 })
  }

  mutating func add(_ positives: [Int32], _ targets: [Int32], phase: Phase, weight: Float) {
    guard phase == .rank else {
      let list = (positives + targets).map { [Int($0)] }
      return add(list, leading: list.map { $0[0] }, without: targets, weight)
    }
    let half = Array(targets.prefix(targets.count / 2))
    let tenth = Array(targets.prefix(targets.count / 10))
    for (list, rest, share) in [
      (positives, half, 1), (half, half, 0.5), (tenth, tenth, Float(0.5)),
    ] {
      let tails = list.indices.map { place in list[place...].map { Int($0) } }
      add(tails, leading: list.map { Int($0) }, without: rest, weight * share)
    }
  }

  /// Terms log max(Σ exp of a group + total − listed, 10⁻⁵) − s, one for each group.
  private mutating func add(
    _ groups: [[Int]], leading: [Int], without listed: [Int32], _ weight: Float
  ) {
    let rest = total - Self.sum(listed.map { masses[Int($0)] })
    var slopeOfRest: Float = 0
    for (group, item) in zip(groups, leading) {
      let mass = Self.sum(group.map { masses[$0] }) + rest
      value += weight * (log(max(mass, 1e-5)) - min(max(scores[item], -40), 40))
      slopes[item] -= weight
      guard mass >= 1e-5 else { continue }
      for other in group { slopes[other] += weight * masses[other] / mass }
      slopeOfRest += weight / mass
    }
    for item in slopes.indices { slopes[item] += slopeOfRest * unobserved[item] }
    for item in listed { slopes[Int(item)] -= slopeOfRest * masses[Int(item)] }
  }

  /// A sum of partial sums, as accurate as single precision allows without compensation.
  private static func sum(_ values: [Float]) -> Float {
    var total: Float = 0
    for start in stride(from: 0, to: values.count, by: 160) {
      var part: Float = 0
      for place in start..<min(start + 160, values.count) { part += values[place] }
      total += part
    }
    return total
  }
}
