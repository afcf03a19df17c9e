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
    let division = try measured.divide({ throw DataError("nobody needs it") }, seed: 0)
    #expect(division == .recipe("www23") && measured.depth == 50)
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

  @Test func settingsOfAProtocolTellWhetherATeacherCanBeTakenOver() throws {
    let config = try Project.config("")
    func settings(_ text: String) throws -> String {
      try config.load("evaluate.protocol=\(text)").specification.evaluation.protocol.settings
    }
    #expect(try settings("www23") == "" && settings("benchmark") == "")
    #expect(try settings("{ \"www23\", metrics = { \"recall@50\" } }") == "")
    #expect(try settings("{ \"loo-499\", negatives = 99, seed = 2 }") == "")
    let parts = try settings("{ \"benchmark\", parts = { \"test\" } }")
    #expect(parts.contains("\"parts\"") && parts.contains("\"test\"") && !parts.contains("metrics"))
  }

  /// A protocol of the config that answers `split` with this body.
  private func protocolSplitting(_ body: String) throws -> LoadedExperiment {
    try Project.config(
      """
      evaluate = { protocol = hc.protocol { api = 1, name = "mine",
        split = function(self, interactions)
          \(body)
        end, measure = function() return { x = 1 } end } },
      """
    ).load()
  }

  @Test func aProtocolDividesByItself() throws {
    let loaded = try protocolSplitting(
      """
      local u = hc.uniform(interactions.count)
      assert(#interactions:user() == interactions.count and interactions:days():max():item() > 300)
      return { train = u:lt(0.7), test = u:ge(0.9) }
      """)
    let specification = loaded.specification
    func split(seed: UInt64) throws -> Split {
      var data = specification.data
      data.seed = seed
      return try data.load(
        for: specification.evaluation.protocol, from: FileSearch(root: projectRoot))
    }
    let (first, again, other) = (try split(seed: 3), try split(seed: 3), try split(seed: 4))
    #expect(first.fingerprint == again.fingerprint && first.test == again.test)
    #expect(first.recipe == "mine" && first.fingerprint != other.fingerprint)
    let list = try SyntheticWorld().interactions(seed: 3)
    #expect(first.train.count + first.valid.count + first.test.count == list.count)
    #expect(abs(Double(first.valid.count) / Double(list.count) - 0.2) < 0.02)
    var named = specification.data
    named.split = "www23"
    let error = #expect(throws: ExperimentError.self) {
      try named.load(
        for: specification.evaluation.protocol, from: FileSearch(root: projectRoot))
    }
    #expect(error?.isInput(holding: "data.split = \"www23\"", "protocol mine") == true)
  }

  static let wrongDivisions = [
    ("return 3", "got the number 3"),
    ("return { train = hc.uniform(3):lt(1), test = hc.uniform(3):lt(1) }", "of shape [3] under"),
    (
      "local all = hc.uniform(interactions.count):lt(2); return { train = all, test = all }",
      "interaction 1 in both test and train"
    ),
    ("return { train = hc.uniform(interactions.count):lt(2) }", "got one or none"),
    ("return interactions:user()", "got 4 in it"),
    ("return interactions:oldr('all')", "interactions has no member 'oldr'"),
    ("return interactions:older('usr')", "did you mean \"user\"?"),
  ]

  @Test(arguments: wrongDivisions) func wrongDivisionsAreNamed(
    _ body: String, _ says: String
  ) throws {
    let specification = try protocolSplitting(body).specification
    let error = #expect(throws: ExperimentError.self) {
      try specification.data.load(
        for: specification.evaluation.protocol, from: FileSearch(root: projectRoot))
    }
    #expect(
      error?.isPluginFailure(holding: "protocol \"mine\", split", says) == true,
      "\(error.map { "\($0)" } ?? "accepted")")
  }

  @Test func dataWithoutTimesIsRefusedInASentence() throws {
    let loaded = try Project.config("evaluate = { protocol = \"temporal\" },").load()
    let measured = loaded.specification.evaluation.protocol
    let timeless = InteractionList([(user: 1, item: 1), (user: 1, item: 2)])
    let error = #expect(throws: ExperimentError.self) { try measured.divide({ timeless }, seed: 0) }
    #expect(error?.isInput(holding: "when the interactions happened", "time = …") == true)
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
