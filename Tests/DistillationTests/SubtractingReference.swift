import Distillation
import Recommenders
import Tensors

/// HetComp's losses as they were published: the mass of a pool is the mass of all unobserved items
/// less that of the listed ones, in single precision.
///
/// Once a user's targets hold nearly all mass the difference is rounding noise. It is kept here, out
/// of the package, to show what that does to a training.
final class SubtractingReference: Objective {
  let name = "hetcomp-subtracting"
  let knowledge: [Knowledge] = [.lists, .trajectory]

  func loss(_ batch: UserBatch, student: any EmbeddingModel, phase: Phase) throws -> Tensor {
    let users = try student.userEmbeddings(batch.users)
    let items = try student.itemEmbeddings()
    let unobserved = try Tensor.catalogueMass(
      users: users, items: items, excluding: batch.exclusions(targets: 0), clamp: 40)
    let positives = try scores(batch.positives, users, items)
    let targets = try scores(batch.targets, users, items)
    func rest(without list: Tensor) throws -> Tensor {
      try unobserved - list.exp().sum(axis: 1)
    }
    if phase == .overall {
      let pool = try rest(without: targets)
      return try (independent(positives, pool) + independent(targets, pool)) * 0.01
    }
    let half = try targets.columns(0..<targets.shape[1] / 2)
    let tenth = try targets.columns(0..<targets.shape[1] / 10)
    let restOfHalf = try rest(without: half)
    let pos = try relaxedListMLE(list: positives, rest: restOfHalf, floor: 1e-5)
    let top = try relaxedListMLE(list: half, rest: restOfHalf, floor: 1e-5)
    let sub = try relaxedListMLE(list: tenth, rest: rest(without: tenth), floor: 1e-5)
    return try (pos + (top + sub) / 2) * 0.005
  }

  private func independent(_ list: Tensor, _ pool: Tensor) throws -> Tensor {
    let masses = try list.exp() + pool.reshaped([pool.count, 1])
    return try (masses.floored(at: 1e-5).log() - list).sum()
  }

  private func scores(_ ids: IndexTensor, _ users: Tensor, _ items: Tensor) throws -> Tensor {
    try Tensor.pairScores(users: users, items: items, ids: ids).clamped(-40, 40)
  }
}
