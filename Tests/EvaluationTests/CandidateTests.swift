import Evaluation
import Interactions
import Recommenders
import Testing

/// Ranking held-out items among sampled ones.
@Suite struct CandidateTests {
  private func world() throws -> (Split, GivenScores) {
    let list = try SyntheticWorld().interactions(seed: 4)
    let split = try Split.www23(list, dataset: "synthetic", seed: 0)
    let scores = (0..<split.userCount).map { user in
      (0..<split.itemCount).map { item in Double((user * 31 + item * 17) % 97) }
    }
    return (split, try GivenScores(scores))
  }

  @Test func drawnItemsAreDistinctUnobservedAndFixed() throws {
    let (split, _) = try world()
    let drawn = CandidateSampling(negatives: 60, seed: 5).candidates(of: split)
    for user in 0..<split.userCount {
      let held = Array(split.valid[user]) + Array(split.test[user])
      let sampled = Set(drawn[user]).subtracting(held)
      #expect(sampled.count == (held.isEmpty ? 0 : 60))
      #expect(sampled.isDisjoint(with: split.train[user]))
      #expect(Set(held).isSubset(of: drawn[user]))
    }
    #expect(drawn == CandidateSampling(negatives: 60, seed: 5).candidates(of: split))
    #expect(drawn != CandidateSampling(negatives: 60, seed: 6).candidates(of: split))
  }

  @Test func ranksEqualThoseOfTheDefinition() throws {
    let (split, model) = try world()
    let candidates = CandidateSampling(negatives: 40).candidates(of: split)
    let ranking = try CatalogueRanking(of: model, among: candidates)
    let targets = (0..<split.userCount).map { split.test[$0].first }
    let others = (0..<split.userCount).map { user in
      candidates[user].filter { !split.valid[user].contains($0) && !split.test[user].contains($0) }
    }
    let ranks = try LeaveOneOut.ranks(of: model, targets: targets, candidates: others)
    for user in 0..<split.userCount {
      guard let target = targets[user], let rank = ranks[user] else { continue }
      let list = ranking[user].filter {
        $0 == target || !split.valid[user].contains($0) && !split.test[user].contains($0)
      }
      #expect(list.firstIndex(of: target).map { $0 + 1 } == rank)
    }
    let whole = try CatalogueRanking(
      of: model, excluding: split.train, maskable: [], depth: split.itemCount)
    for user in 0..<split.userCount {
      #expect(Array(whole.among(candidates)[user]) == Array(ranking[user]))
    }
  }
}
