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

  /// s = V tanh(Wx + b)·M + m + c with x the L2-normalised row, worked out in double precision.
  @Test func autoencoderScoresWithoutNoise() throws {
    let (model, _) = try smallModel("vae")
    try scramble(model)
    let values = Dictionary(
      uniqueKeysWithValues: model.parameters.map { ($0.name, $0.value.values.map(Double.init)) })
    func at(_ name: String, _ index: Int) -> Double { values[name]?[index] ?? .nan }
    let scores = try model.scores(users: 0..<9)
    for user in 0..<9 {
      let history = smallWorld()[user]
      let scale = 1 / Double(max(1, history.count)).squareRoot()
      let hidden = (0..<4).map { h in
        tanh(
          history.reduce(at("encoder.bias", h)) {
            $0 + scale * at("encoder.weight", Int($1) * 4 + h)
          })
      }
      let code = (0..<3).map { c in
        (0..<4).reduce(at("mean.bias", c)) { $0 + hidden[$1] * at("mean.weight", $1 * 3 + c) }
      }
      for item in 0..<14 {
        let score = (0..<3).reduce(at("decoder", item * 4 + 3)) {
          $0 + code[$1] * at("decoder", item * 4 + $1)
        }
        #expect(abs(score - Double(scores[user, item])) < 1e-5)
      }
    }
  }

  @Test func scoresOutsideTheExponentialsRangeAreAnError() throws {
    let (model, _) = try smallModel("vae")
    try scramble(model, deviation: 100)
    model.beginEpoch(0)
    #expect(throws: TensorError.self) { try model.loss(step: 0) }
  }

  @Test func misspellingsNameTheNearest() {
    #expect(throws: ModelError.kind(found: "mv", nearest: "mf", known: ["mf", "vae"])) {
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

  @Test(arguments: ["mf", "vae"])
  func filesBringBackTheModel(kind: String) throws {
    let folder = NSTemporaryDirectory() + "hetcomp-models-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (model, specification) = try smallModel(kind)
    try scramble(model)
    try ModelFile.save(
      model, specification, to: folder + "/a.safetensors", columns: [.init("user.ids", [Int64(4)])])
    let (other, _) = try smallModel(kind)
    try ModelFile.load(folder + "/a.safetensors", into: other)
    #expect(bits(other) == bits(model))
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
