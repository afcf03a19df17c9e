import Interactions
import Recommenders
import Tensors
import Testing

/// What each model scores, and the promises of single models.
@Suite struct TeacherTests {
  @Test(arguments: kinds)
  func scoresAgreeWithDoublePrecision(kind: String) throws {
    let (model, _) = try smallModel(kind)
    try scramble(model)
    let scores = try model.scores(users: 0..<9)
    let wanted = ReferenceScores(model).table(kind)
    for user in 0..<9 {
      for item in 0..<14 { #expect(abs(Double(scores[user, item]) - wanted[user][item]) < 1e-5) }
    }
  }

  /// Each user of this world lacks items 0 and 1 only, so that many draws are sure to meet both.
  @Test func theHingeTakesTheNearestSampledItem() throws {
    let train = InteractionMatrix(rows: [[2, 3, 4], [4, 2, 3], [3, 4, 2]], itemCount: 5)
    let specification = try ModelSpecification(
      "cml", ["dim": 2, "negatives": 64, "margin": 0.5, "weighted": 0])
    let model = try RecommenderCatalogue.make(specification, train: train, seed: 1)
    model.beginEpoch(0)
    let scores = try model.scores(users: 0..<3)
    var wanted: Float = 0
    for user in 0..<3 {
      for item in train[user] {
        let nearest = max(scores[user, 0], scores[user, 1])
        wanted += max(0, 0.5 - scores[user, Int(item)] + nearest)
      }
    }
    #expect(wanted > 0)
    #expect(abs(try model.loss(step: 0).scalar - wanted) < 1e-5 * wanted)
  }

  /// With one unobserved item, the share of sampled items inside the margin is 0 or 1.
  @Test func theWeightIsTheLogarithmOfTheEstimatedRank() throws {
    let train = InteractionMatrix(rows: [[1, 2, 3], [0, 1, 3]], itemCount: 4)
    let losses = try [0.0, 1].map { weighted in
      let specification = try ModelSpecification("cml", ["dim": 2, "weighted": weighted])
      let model = try RecommenderCatalogue.make(specification, train: train, seed: 1)
      model.beginEpoch(0)
      return Double(try model.loss(step: 0).scalar)
    }
    #expect(losses[0] > 0 && abs(losses[1] / losses[0] - 1.6094379) < 1e-5)
  }

  /// Rows no example touched too: momentum goes on moving them.
  @Test func metricLearningStaysInTheUnitBall() throws {
    let (model, specification) = try smallModel("cml", ["lr": 0.3, "epochs": 5])
    try TeacherTraining(model, specification).run(evaluate: { Double($0) }) { _ in
      for parameter in model.parameters {
        let norms = try parameter.value.squaredNorms().values
        #expect(norms.allSatisfy { $0 <= 1.000001 } && norms.contains { $0 > 0.9 })
      }
    }
  }

  /// The decay of the embeddings is in the loss, once, and not in the optimiser as well.
  @Test func lightGCNDecaysOnce() throws {
    #expect(try ModelSpecification("lightgcn").optimizerDecay == 0)
    #expect(try ModelSpecification("neumf").optimizerDecay == 2e-3)
    let train = InteractionMatrix(rows: [[0], [1]], itemCount: 2)
    let losses = try [0, 0.6].map { decay in
      let specification = try ModelSpecification("lightgcn", ["dim": 4, "decay": decay])
      let model = try RecommenderCatalogue.make(specification, train: train, seed: 1)
      try scramble(model)
      model.beginEpoch(0)
      let squares = model.parameters.map { $0.value.values.reduce(0) { $0 + $1 * $1 } }
      return (try model.loss(step: 0).scalar, squares[0] + 2 * squares[1])
    }
    // Each user once, each item once observed and once not, in a batch of two.
    let difference = losses[1].0 - losses[0].0
    #expect(abs(difference - 0.6 / 2 * losses[0].1 / 2) < 1e-5)
  }

  /// Both sides' embeddings come from one propagation, and a second gradient from a new one.
  @Test func embeddingsGiveGradientsAgainAndAgain() throws {
    let (model, _) = try smallModel("lightgcn")
    let student = try #require(model as? any EmbeddingModel)
    func backward() throws {
      let users = try student.userEmbeddings(IndexTensor([0, 3]))
      try users.matmul(student.itemEmbeddings(), transposeOther: true).square().sum().backward()
    }
    try backward()
    let once = model.parameters.map { $0.gradient.values }
    try backward()
    for (parameter, before) in zip(model.parameters, once) {
      #expect(before.contains { $0 != 0 })
      #expect(zip(parameter.gradient.values, before).allSatisfy { abs($0 - 2 * $1) < 1e-6 })
    }
  }
}
