import Foundation
import Interactions
import Recommenders
import Tensors
import Testing

/// What models are made from, drawn with, computed by and saved as.
@Suite struct ModelTests {
  @Test func unobservedItemsAreUniform() {
    let sampler = UnobservedSampler(items: 6)
    let observed: [Int32] = [0, 2, 3]
    var counts = [Int](repeating: 0, count: 6)
    var stream = RandomStream(seed: 1, purpose: "test")
    for _ in 0..<30_000 { counts[Int(sampler.draw(notIn: observed[...], from: &stream))] += 1 }
    #expect(counts[0] == 0 && counts[2] == 0 && counts[3] == 0)
    // Five standard deviations of a binomial count.
    for item in [1, 4, 5] { #expect(abs(counts[item] - 10_000) < 410) }
  }

  @Test func scoresOutsideTheExponentialsRangeAreAnError() throws {
    let (model, _) = try smallModel("vae")
    try scramble(model, deviation: 100)
    model.beginEpoch(0)
    #expect(throws: TensorError.self) { try model.loss(step: 0) }
  }

  @Test(arguments: ["mf", "lightgcn"])
  func summedLossesOfAnEpochAreOneSumHoweverItIsCut(kind: String) throws {
    func sum(batch: Double) throws -> Float {
      let (made, _) = try smallModel(kind, ["batch": batch])
      let model = try #require(made as? any EmbeddingModel)
      try scramble(model)
      model.beginEpoch(2)
      return try (0..<model.steps).reduce(0) { try $0 + model.summedLoss(step: $1).scalar }
    }
    let (whole, cut) = (try sum(batch: 1024), try sum(batch: 7))
    #expect(abs(whole - cut) < 1e-4 * whole, "\(whole) \(cut)")
  }

  @Test func misspellingsNameTheNearest() {
    #expect(throws: ModelError.kind(found: "mv", nearest: "mf", known: kinds)) {
      try ModelSpecification("mv")
    }
    let error = #expect(throws: ModelError.self) { try ModelSpecification("mf", ["negative": 2]) }
    #expect(error?.description.contains("did you mean \"negatives\"?") == true)
    let range = #expect(throws: ModelError.self) { try ModelSpecification("mf", ["dim": 2.5]) }
    #expect(range?.description == "model \"mf\": dim = 2.5 is not a whole number in 1…4096.")
    #expect(throws: ModelError.self) { try ModelSpecification("vae", ["lr": .nan]) }
    #expect(throws: ModelError.self) {
      try RecommenderCatalogue.make(
        ModelSpecification("mf"), train: InteractionMatrix(rows: [[]], itemCount: 3), seed: 0)
    }
  }

  @Test(arguments: kinds)
  func filesBringBackTheModel(kind: String) throws {
    let folder = NSTemporaryDirectory() + "hetcomp-models-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (model, specification) = try smallModel(kind)
    try scramble(model)
    try ModelFile.save(
      model, specification, to: folder + "/a.safetensors", ids: [("user", IdMap(identity: 9))])
    let (other, _) = try smallModel(kind)
    _ = try other.scores(users: 0..<9)  // what is kept of the parameters before must not stay
    try ModelFile.load(folder + "/a.safetensors", into: other)
    #expect(bits(other) == bits(model))
    let (all, loaded) = (try model.scores(users: 0..<9), try other.scores(users: 0..<9))
    #expect(loaded.values == all.values)
    #expect(try other.scores(users: 3..<5).values == all.rows(3..<5).values)
    let (wider, _) = try smallModel(kind, ["dim": 5])
    let before = bits(wider)
    #expect(throws: ModelError.self) { try ModelFile.load(folder + "/a.safetensors", into: wider) }
    let (foreign, _) = try smallModel(kind == "mf" ? "vae" : "mf")
    #expect(throws: ModelError.self) {
      try ModelFile.load(folder + "/a.safetensors", into: foreign)
    }
    #expect(bits(wider) == before)
  }
}
