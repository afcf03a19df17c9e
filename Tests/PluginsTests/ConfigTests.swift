import Experiments
import Formats
import Foundation
import Plugins
import Testing
import Trajectories

/// Defaults, overrides, compatibility, and the configs the project ships.
@Suite struct ConfigTests {
  @Test(arguments: [
    "quickstart", "citeulike", "citeulike-two", "foursquare", "a-music", "citeulike-outside",
    "parity-www23",
    "citeulike-loo", "gowalla",
  ])
  func shippedConfigsLoad(_ name: String) throws {
    let loaded = try ConfigLoader.load("\(projectRoot)/configs/\(name).lua", root: projectRoot)
    #expect(loaded.specification.name == name)
    #expect(loaded.sources.first?.name == "\(name).lua")
    #expect(loaded.sources.contains { $0.name == "curricula/hetcomp.lua" })
  }

  @Test func filesOfADatasetArePartsAsTheConfigSays() throws {
    let config = try Project.config(
      """
      data = { "gowalla", parts = { train = { "train.txt", "valid.txt" }, test = { "test.txt" } } },
      """)
    let data = try config.load().specification.data
    guard case .dataset(let descriptor) = data.source else {
      Issue.record("the data is no dataset")
      return
    }
    #expect(descriptor.files.map(\.name) == ["train.txt", "valid.txt", "test.txt"])
    #expect(descriptor.files.map(\.part) == [.train, .train, .test] && descriptor.split == "given")
    let unknown = try #require(config.failure("data.parts.test={ \"tset.txt\" }"))
    #expect(
      unknown.isInput(
        holding: "override data.parts.test", "no file of gowalla", "did you mean \"test.txt\"?"))
    let twice = try #require(config.failure("data.parts.valid={ \"valid.txt\" }"))
    #expect(twice.isInput(holding: "data.parts.valid names \"valid.txt\" again"))
    let anew = try #require(config.failure("data.split=www23"))
    #expect(anew.isInput(holding: "data.split = \"www23\"", "leave one of them out"))
    let half = try Project.config("data = { \"gowalla\", parts = { test = { \"test.txt\" } } },")
    #expect(try #require(half.failure()).isInput(holding: "data.parts.train is missing"))
    let filtered = try #require(config.failure("data.min_user=20"))
    #expect(filtered.isInput(holding: "data.min_user filters", "the parts of gowalla are given"))
  }

  @Test func compatOnlyFlipsDefaults() throws {
    let config = try Project.config("distill = { curriculum = { \"hetcomp\", digits = 3 } },")
    let plain = try config.load().resolved["distill"]
    #expect(plain?["curriculum"]?["gain"] == "teacher")
    #expect(plain?["curriculum"]?["stuck"] == false)
    #expect(plain?["switch"]?["name"] == "fraction")
    let loaded = try config.load("distill.compat=www23")
    let compat = loaded.resolved["distill"]
    #expect(compat?["curriculum"]?["gain"] == "student")
    #expect(compat?["curriculum"]?["stuck"] == true)
    #expect(compat?["curriculum"]?["digits"] == 3)
    #expect(loaded.specification.distillation.phaseSwitch == .roundedMeans)
    #expect(loaded.specification.distillation.repeatsPositives)
  }

  @Test func aBaselineMayTrainByItsOwnNumbers() throws {
    let config = try Project.config(
      "train = { batch = 256 }, baselines = { { \"none\", lr = 0.5, patience = 9 }, \"ensemble\" },"
    )
    let loaded = try config.load().specification
    let own = loaded.trainingWithoutDistillation
    #expect(loaded.baselines == [.none, .ensemble])
    #expect(own.patience == 9 && own.batch == 256 && own.epochs == loaded.training.epochs)
    guard case .constant(0.5) = own.learningRate,
      case .constant(1e-3) = loaded.training.learningRate
    else {
      Issue.record("the baseline's learning rate is its own alone")
      return
    }
    let plain = try config.load("baselines={ \"none\" }").specification
    guard case .constant(1e-3) = plain.trainingWithoutDistillation.learningRate else {
      Issue.record("without numbers of its own it trains as the student")
      return
    }
    let changed = try config.load("baselines.none.patience=4").specification
    #expect(changed.trainingWithoutDistillation.patience == 4 && changed.baselines.count == 2)
    let unknown = try #require(config.failure("baselines.nine.patience=4"))
    #expect(unknown.isInput(holding: "\"baselines.nine\"", "did you mean \"none\"?"))
    let twice = try #require(config.failure("baselines={ \"none\", { \"none\", batch = 1 } }"))
    #expect(twice.isInput(holding: "override baselines", "\"none\" twice"))
    let other = try #require(config.failure("baselines={ { \"ensemble\", lr = 1 } }"))
    #expect(other.isInput(holding: "\"ensemble\"", "not a baseline that trains by itself"))
    let list = try #require(config.failure("baselines=none"))
    #expect(list.isInput(holding: "baselines is \"none\"", "wants a list"))
  }

  @Test func stagesWeightsAndSampledCandidatesAreChoices() throws {
    let config = try Project.config("")
    func stages(_ text: String) throws -> StageRule? {
      guard
        case .own(let teacher)? = try config.load("teachers.stages=\(text)").specification
          .teachers.first
      else { return nil }
      return teacher.stages
    }
    #expect(try stages("3") == .fractionsOfBest(3))
    #expect(try stages("equal-gain") == .equalGain(4))
    #expect(try stages("{ \"equal-gain\", count = 5 }") == .equalGain(5))
    #expect(try stages("{ 8, 16, 40 }") == .epochs([8, 16, 40]))
    #expect(throws: ExperimentError.self) { try stages("{ 16, 8 }") }
    let own = try config.load("teachers.stages=3", "teachers.mf.stages={ 5, 10 }").specification
    let rules = own.teachers.compactMap { teacher in
      if case .own(let teacher) = teacher { teacher.stages } else { nil }
    }
    #expect(rules == [.epochs([5, 10]), .fractionsOfBest(3)])
    let weighed = try config.load("teachers.mf.weight=2", "evaluate.protocol=loo-499")
    #expect(weighed.specification.distillation.weights.first == 2)
    #expect(weighed.specification.evaluation.protocol.candidates?.negatives == 499)
  }

  @Test func overridesGoThroughNamesAndTables() throws {
    let config = try Project.config("student = \"mf\",")
    let loaded = try config.load(
      "seed=7", "teachers.mf.dim=64", "teachers.stages=3", "student.dim=8",
      "distill.curriculum.alpha=1.1", "train.optimizer.lr=5e-3", "name='two words'",
      "baselines={ \"none\" }", "distill.consensus={ \"rank\", temperature = 5 }",
      "evaluate.every = 4")
    let resolved = loaded.resolved
    #expect(resolved["seed"] == 7)
    #expect(resolved["name"] == "two words")
    #expect(resolved["teachers"]?["list"]?[0]?["dim"] == 64)
    #expect(resolved["teachers"]?["stages"] == 3)
    #expect(resolved["student"]?["dim"] == 8)
    #expect(resolved["distill"]?["curriculum"]?["alpha"]?.double == 1.1)
    #expect(resolved["train"]?["optimizer"]?["lr"]?.double == 5e-3)
    #expect(resolved["distill"]?["consensus"]?["temperature"]?.double == 5)
    #expect(loaded.specification.baselines == [.none])
    #expect(loaded.specification.evaluation.every == 4)
  }

  @Test func aNameThatStandsThereAlreadyKeepsItsParameters() throws {
    let config = try Project.config(
      "distill = { curriculum = { \"hetcomp\", every = 3 } }, train = { optimizer = { \"adam\", lr = 2 } },"
    )
    let same = try config.load("distill.curriculum=hetcomp", "train.optimizer=adam").resolved
    #expect(
      same["distill"]?["curriculum"]?["every"] == 3 && same["train"]?["optimizer"]?["lr"] == 2)
    let curve = "train.optimizer.lr={ \"cosine\", from = 4 }"
    let falling = try config.load(curve, "train.optimizer.lr=cosine").resolved
    #expect(falling["train"]?["optimizer"]?["lr"]?["from"] == 4)
    let anew = try config.load("distill.curriculum={ \"hetcomp\" }", "train.optimizer=sgd").resolved
    #expect(anew["distill"]?["curriculum"]?["every"] == 10)
    #expect(anew["train"]?["optimizer"]?["lr"]?.double == 1e-3)
  }

  @Test func overridesAreNeverEvaluated() throws {
    let config = try Project.config("")
    #expect(try config.load("name=os.exit(1)").specification.name == "os.exit(1)")
    let table = try #require(config.failure("baselines={ f() }"))
    #expect(table.isInput(holding: "override baselines={ f() }", "no Lua literal"))
  }

  @Test func wrongOverridesNameThemselves() throws {
    let config = try Project.config("")
    let key = try #require(config.failure("trian.epochs=3"))
    #expect(key.isInput(holding: "override trian.epochs=3", "did you mean \"train\"?"))
    let teacher = try #require(config.failure("teachers.vea.dim=3"))
    #expect(teacher.isInput(holding: "\"teachers.vea\"", "did you mean \"vae\"?"))
    let part = try #require(config.failure("seed.x=3"))
    #expect(part.isInput(holding: "seed is a whole number", "no part \"x\""))
    let type = try #require(config.failure("train.epochs=soon"))
    #expect(type.isInput(holding: "override train.epochs=soon", "wants a whole number"))
    #expect(try #require(config.failure("seed")).isInput(holding: "key=value"))
  }

  @Test func pluginsAreFoundInOrder() throws {
    let text = """
      local hc = require "hetcomp"
      return hc.curriculum { api = 1, name = "hetcomp", on_tick = function() end,
        params = { every = { %d } } }
      """
    let own = try Project([
      "config.lua": "return require \"hetcomp\".experiment { data = \"synthetic\", "
        + "teachers = { \"mf\" } }",
      "curricula/hetcomp.lua": text.replacingOccurrences(of: "%d", with: "3"),
    ])
    let given = try Project([
      "hetcomp.lua": text.replacingOccurrences(of: "%d", with: "4")
    ])
    #expect(try own.load().specification.distillation.curriculum?.every == 3)
    let chosen = try own.load(pluginFolders: [given.folder])
    #expect(chosen.specification.distillation.curriculum?.every == 4)
    #expect(chosen.sources.contains { $0.name == "curricula/hetcomp.lua" })
  }
}
