import Evaluation
import Experiments
import Interactions
import Plugins
import Recommenders
import Tensors
import Testing

/// The shipped protocol over native primitives, and the shipped dataset descriptors.
@Suite struct ProtocolTests {
  @Test func www23MasksTheOtherPart() throws {
    let loaded = try Project.config("").load()
    let measured = loaded.specification.evaluation.protocol
    #expect(measured.splitName == "www23" && measured.depth == 50)
    let world = try SyntheticWorld().interactions(seed: 1)
    let split = try Split.www23(world, dataset: "synthetic", seed: 0)
    let model = try RecommenderCatalogue.make(
      ModelSpecification("mf", ["dim": 4]), train: split.train, seed: 3)
    let view = try RankingView(of: model, on: split, depth: 50)
    let found = try measured.measure(view)
    #expect(
      found.map(\.name)
        == ["valid", "test"].flatMap { part in
          ["recall@10", "ndcg@10", "recall@50", "ndcg@50"].map { "\(part).\($0)" }
        })
    let metrics = try ["recall@10", "ndcg@10", "recall@50", "ndcg@50"].map { try RankingMetric($0) }
    let expected =
      view.measure(metrics, on: .valid, masking: [.test])
      + view.measure(metrics, on: .test, masking: [.valid])
    #expect(found.map(\.value) == expected.map(\.value))
  }

  @Test(arguments: ["citeulike", "foursquare", "a-music", "gowalla"])
  func shippedDescriptorsLoad(_ name: String) throws {
    let library = try PluginLibrary(folders: [], root: projectRoot)
    let found = try #require(try DatasetLoader(library, folders: [projectRoot]).find(name))
    #expect(found.name == name && !found.files.isEmpty)
    #expect(found.files.allSatisfy { $0.sha256?.count == 64 && $0.url != nil })
  }

  @Test func mistakesInDescriptorsNameFileAndKey() throws {
    let project = try Project([
      "Data/odd.lua": "return require \"hetcomp\".dataset { name = \"odd\", files = {}, "
        + "reader = { \"users.dat\" }, filtre = {} }"
    ])
    let library = try PluginLibrary(folders: [], root: projectRoot)
    let error = try #require(throws: ConfigError.self) {
      try DatasetLoader(library, folders: [project.folder]).find("odd")
    }
    #expect(error.description.contains("odd.lua"))
    #expect(error.message.contains("did you mean \"filter\"?"))
  }
}
