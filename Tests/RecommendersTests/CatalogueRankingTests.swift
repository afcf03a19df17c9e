import Interactions
import Recommenders
import Tensors
import Testing

/// Rankings of the whole catalogue.
@Suite(.serialized) struct CatalogueRankingTests {
  private let train = smallWorld(users: 300, items: 90)
  private let valid = InteractionMatrix(
    rows: (0..<300).map { user in (0..<user % 4).map { Int32(($0 * 31 + user) % 90) } },
    itemCount: 90)
  private let test = InteractionMatrix(
    rows: (0..<300).map { [Int32(($0 * 17 + 5) % 90)] }, itemCount: 90)

  @Test(arguments: kinds)
  func listsAreTheSortedScores(kind: String) throws {
    let model = try model(kind)
    let lists = try ranking(model, budget: 1 << 20).lists(masking: [valid], k: 8)
    let scores = try model.scores(users: 0..<300)
    for user in 0..<300 {
      let hidden = Set(train[user] + valid[user])
      let wanted = (0..<90).filter { !hidden.contains(Int32($0)) }
        .sorted { (scores[user, $1], $0) < (scores[user, $0], $1) }.prefix(8)
      #expect(lists.row(user).values == wanted.map(Int32.init))
    }
  }

  @Test(arguments: kinds)
  func memoryAndThreadsDoNotMatter(kind: String) throws {
    let model = try model(kind)
    let before = Parallel.threads
    defer { Parallel.threads = before }
    var results: [[Int32]] = []
    for (threads, budget) in [(1, 1), (2, 1), (3, 20_000), (2, 1 << 30)] {
      Parallel.threads = threads
      let ranking = try ranking(model, budget: budget)
      results.append((0..<300).flatMap { Array(ranking[$0]) })
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test func equalScoresRankTheSmallerIdFirst() throws {
    let model = try model("mf")
    for parameter in model.parameters { try parameter.assign(Tensor(zeros: parameter.value.shape)) }
    let lists = try ranking(model, budget: 1 << 20).lists(masking: [valid, test], k: 5)
    for user in 0..<300 {
      let hidden = Set(train[user] + valid[user] + test[user])
      let wanted = (0..<Int32(90)).filter { !hidden.contains($0) }.prefix(5)
      #expect(lists.row(user).values == Array(wanted))
    }
  }

  @Test func shortCataloguesPad() throws {
    let given = try CatalogueRanking(lists: IndexTensor([4, 2, -1, 1, 0, 3], shape: [2, 3]))
    let mask = InteractionMatrix(rows: [[4], []], itemCount: 5)
    #expect(given.lists(masking: [mask], k: 3).values == [2, -1, -1, 1, 0, 3])
    #expect(given.lists(k: 1).values == [4, 1])
  }

  private func model(_ kind: String) throws -> any Recommender {
    let (model, _) = try smallModel(kind, users: 300, items: 90)
    try scramble(model)
    return model
  }

  private func ranking(_ model: any Recommender, budget: Int) throws -> CatalogueRanking {
    try CatalogueRanking(
      of: model, excluding: train, maskable: [valid, test], depth: 8,
      budget: MemoryBudget(bytes: budget))
  }
}
