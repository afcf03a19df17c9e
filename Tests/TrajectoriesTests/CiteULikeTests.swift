import Evaluation
import Foundation
import Interactions
import Recommenders
import Tensors
import Testing
import Trajectories

/// Six real teachers on real data, where they lie beside the repository.
@Suite(.enabled(if: CiteULike.isThere)) struct CiteULikeTests {
  @Test func ensembleReachesItsKnownFigures() throws {
    let split = try CiteULike.split()
    let teachers = try ["MF", "ML", "DL", "GNN", "AE", "I-AE"].map { name in
      try Trajectory(file: CiteULike.trajectories + "/\(name).safetensors", for: split, depth: 100)
    }
    #expect(teachers.allSatisfy { $0.warnings.isEmpty })
    let consensus = try Consensus(teachers, rule: RankConsensus())
    let last = StageTable(of: teachers).atLast()
    let ranking = CatalogueRanking(lists: try consensus.ensemble(last, depth: 600))
    let figures: [(HeldOut, String, Double)] = [
      (.test, "recall@50", 0.3051), (.valid, "recall@50", 0.3007), (.test, "recall@10", 0.1559),
      (.test, "ndcg@50", 0.1568), (.valid, "ndcg@10", 0.1192),
    ]
    for (part, name, expected) in figures {
      let metric = try RankingMetric(name)
      let lists = ranking.lists(masking: [split[part == .test ? .valid : .test]], k: 50)
      let found = RankedLists.means(
        [metric], lists: lists, relevant: split[part], users: split.evaluatedUsers)[0]
      #expect(abs(found - expected) <= 0.0003, "\(part) \(name) \(found)")
    }
  }

  @Test func outsidePositivesAreTheUsersOwn() throws {
    let split = try CiteULike.split()
    let positives = try Positives(
      file: CiteULike.trajectories + "/positives.txt", train: split.train)
    #expect(Array(positives.lists[0].prefix(3)) == [3, 21, 0])
    let repeated = positives.repeatedCyclically(to: 10)
    #expect(repeated.lists.allSatisfy { $0.count == 10 })
    let short = try #require(positives.lists.firstIndex { $0.count == 3 })
    let list = positives.lists[short]
    #expect(repeated.lists[short] == list + list + list + [list[0]])
    #expect(positives.cut(to: 10).lists.allSatisfy { $0.count <= 10 })
    #expect(throws: TrajectoryError.self) {
      try Positives(file: CiteULike.data + "/valid.txt", train: split.train)
    }
  }
}

enum CiteULike {
  private static let shared =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    + "/../shared"
  static let data = shared + "/data/citeulike/split-www23-seed0"
  static let trajectories = shared + "/trajectories/citeulike"
  static let isThere =
    FileManager.default.fileExists(atPath: data)
    && FileManager.default.fileExists(atPath: trajectories)

  static func split() throws -> Split {
    try Split.given(
      train: [data + "/train.txt"], valid: [data + "/valid.txt"], test: [data + "/test.txt"],
      as: .lightGCN, dataset: "citeulike")
  }
}
