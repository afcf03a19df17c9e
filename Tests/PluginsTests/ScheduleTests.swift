import Experiments
import Formats
import Plugins
import Testing

/// Schedules in the place of numbers: of the optimizer, of the objective, of plugins.
@Suite struct ScheduleTests {
  @Test func aScheduleMayStandForANumber() throws {
    let config = try Project.config(
      "train = { optimizer = { \"adam\", lr = { \"linear\", from = 0.4, to = 0.2 } } },")
    guard case .scheduled(let schedule) = try config.load().specification.training.learningRate
    else {
      Issue.record("the learning rate has no schedule")
      return
    }
    #expect(try schedule.value(at: 0.5, epoch: 1).isApproximately(0.3))
    let wrong = try #require(config.failure("train.optimizer.lr=linaer"))
    #expect(wrong.isInput(holding: "did you mean \"linear\"?"))
  }

  @Test func schedulesCompose() throws {
    let config = try Project.config(
      """
      train = { optimizer = { "adam", lr = (2 * hc.use("linear", { from = 0.4, to = 0.2 })
        + hc.use("constant", { value = 0.1 })):followed_by(0.05, 0.5) } },
      """)
    let loaded = try config.load("train.optimizer.lr.first.first.second.to=0")
    guard case .scheduled(let schedule) = loaded.specification.training.learningRate else {
      Issue.record("the learning rate has no schedule")
      return
    }
    #expect(try schedule.value(at: 0, epoch: 0).isApproximately(0.9))
    #expect(try schedule.value(at: 0.25, epoch: 1).isApproximately(0.5))
    #expect(try schedule.value(at: 0.5, epoch: 2).isApproximately(0.05))
    let shown = loaded.resolved["train"]?["optimizer"]?["lr"]
    #expect(shown?["name"] == "then" && shown?["second"]?.double == 0.05)
    #expect(shown?["first"]?["first"]?["second"]?["from"]?.double == 0.4)
    let wrong = try #require(config.failure("train.optimizer.lr.first.second.vlaue=3"))
    #expect(wrong.isInput(holding: "first.second.vlaue", "did you mean \"value\"?"))
    let low = try config.load("train.optimizer.lr.second=-1")
    guard case .scheduled(let falling) = low.specification.training.learningRate else { return }
    let error = #expect(throws: ExperimentError.self) { try falling.value(at: 1, epoch: 9) }
    #expect(error?.isPluginFailure(holding: "train.optimizer.lr, epoch 9", "at least 0") == true)
  }

  @Test func theFirstEpochIsAskedAtZeroAndTheLastAtOne() throws {
    #expect((0..<5).map { elapsedShare(epoch: $0, of: 5) } == [0, 0.25, 0.5, 0.75, 1])
    #expect(elapsedShare(epoch: 0, of: 1) == 0 && elapsedShare(epoch: 5, of: 5) == 1)
  }

  /// What stands at `train.optimizer.lr`, and the level that each part of it then has.
  static let levels = [
    ("cosine", "from", 0.004), ("{ \"cosine\", to = 0.1 }", "from", 0.004),
    ("{ \"cosine\", from = 0.2 }", "from", 0.2), ("exponential", "to", 0.00004),
    ("{ \"product\", first = \"warm-up\", second = \"cosine\" }", "first.value", 0.004),
    ("{ \"product\", first = \"warm-up\", second = \"cosine\" }", "second.from", 1),
    ("{ \"product\", first = 0.5, second = \"cosine\" }", "second.from", 1),
    (
      "{ \"product\", first = \"step\", second = { \"cosine\", from = 0.2 } }", "first.from", 1
    ),
    ("{ \"then\", first = \"warm-up\", second = \"cosine\", at = 0.1 }", "second.from", 0.004),
  ]

  @Test(arguments: levels) func whatAScheduleIsNotToldFollowsTheNumberItStandsFor(
    _ schedule: String, _ path: String, _ level: Double
  ) throws {
    let config = try Project.config("train = { optimizer = { \"adam\", lr = 0.004 } },")
    let shown = try config.load("train.optimizer.lr=\(schedule)").resolved
    let found = path.split(separator: ".").reduce(shown["train"]?["optimizer"]?["lr"]) {
      $0?[String($1)]
    }
    #expect(try #require(found?.double).isApproximately(level), "\(shown)")
    let again = try config.load("train.optimizer.lr=0.02", "train.optimizer.lr=linear").resolved
    #expect(again["train"]?["optimizer"]?["lr"]?["from"]?.double == 0.02)
    let written = try Project.config("train = { optimizer = { \"adam\", lr = \"linear\" } },")
    let standard = try written.load().resolved["train"]?["optimizer"]?["lr"]?["from"]?.double
    #expect(standard == 1e-3)
  }

  @Test func aScheduleThatUsesItselfIsRefused() throws {
    let config = try Project.config("train = { optimizer = { \"adam\", lr = { \"snake\" } } },")
    try config.write(
      "schedules/snake.lua",
      """
      local hc = require "hetcomp"
      local tail = hc.use "snake"
      return hc.schedule { api = 1, name = "snake", value = function() return tail:at(0) end }
      """)
    #expect(try #require(config.failure()).isInput(holding: "snake.lua", "cannot use itself"))
  }

  /// A curriculum that logs what it reads, as of a run of 1001 epochs.
  private static let told = """
    local hc = require "hetcomp"
    return hc.curriculum { api = 1, name = "told",
      params = {
        alpha = { 1.0, min = 0, max = 2 }, k = { 50, min = 1 }, every = { 2, min = 1 },
        size = { 8, once = true },
      },
      on_tick = function(self, run) run:log(self.params.alpha, self.params.k, self.params.size) end }
    """

  private func told(_ parameters: String) throws -> Project {
    let config = try Project.config("distill = { curriculum = { \"told\", \(parameters) } },")
    try config.write("curricula/told.lua", Self.told)
    return config
  }

  @Test func aPluginReadsTheNumberOfThePresentEpoch() throws {
    let config = try told(
      """
      alpha = hc.use("linear", { from = 2, to = 0 }):followed_by(0.5, 0.5),
      k = { "linear", from = 10.4, to = 0 },
      """)
    let loaded = try config.load()
    let made = try #require(
      loaded.specification.distillation.curriculum as? PluginCurriculum)
    let run = try ListedRun.small()
    try made.setup(view: run)
    for epoch in [0, 250, 900] {
      run.epoch = epoch
      try made.tick(view: run)
    }
    #expect(run.lines == ["2.0\t10\t8", "1.0\t8\t8", "0.5\t1\t8"])
    #expect(run.numbers == ["distill.curriculum.alpha": 0.5, "distill.curriculum.k": 1])
    let shown = loaded.resolved["distill"]?["curriculum"]
    #expect(shown?["k"] == ["name": "linear", "from": 10.4, "to": 0, "until_t": 1.0])

    run.epoch = 960
    let error = #expect(throws: ExperimentError.self) { try made.tick(view: run) }
    #expect(
      error?.isPluginFailure(
        holding: "schedule \"linear\", value, epoch 960", "linear.lua:", "got 0.41",
        "a whole number of at least 1 for distill.curriculum.k")
        == true)
  }

  @Test func overridesSetASchedule() throws {
    let config = try told("")
    let schedule = "distill.curriculum.alpha={ \"linear\", from=1.2, to=1.02 }"
    let shown = try config.load(schedule, "distill.curriculum.alpha.to=1").resolved["distill"]
    #expect(shown?["curriculum"]?["alpha"]?["from"]?.double == 1.2)
    #expect(shown?["curriculum"]?["alpha"]?["to"]?.double == 1)
    let objective = try config.load(
      "distill.objective.rank={ \"warm-up\", value=0.01 }", "train.optimizer.decay=cosine")
    guard case .scheduled = objective.specification.training.decay else {
      Issue.record("the decay has no schedule")
      return
    }
  }

  static let refusals = [
    ("student.dim=linear", "student.dim stays the same", "takes no schedule, but a whole number"),
    ("train.epochs={ \"linear\" }", "train.epochs stays the same", "takes no schedule"),
    ("train.batch=sum", "train.batch stays the same", "takes no schedule"),
    ("seed=linear", "seed stays the same", "takes no schedule"),
    ("teachers.mf.weight=linear", "teachers.mf.weight stays the same", "takes no schedule"),
    ("evaluate.every=linear", "evaluate.every stays the same", "takes no schedule"),
    ("distill.curriculum.every=linear", "distill.curriculum.every stays the same", "no schedule"),
    ("distill.curriculum.size=linear", "distill.curriculum.size stays the same", "no schedule"),
    (
      "evaluate.protocol={ \"loo-499\", negatives = \"linear\" }", "negatives stays the same",
      "no schedule"
    ),
    (
      "train.optimizer.lr={ \"linear\", from = \"cosine\" }", "lr.from stays the same",
      "no schedule"
    ),
    (
      "distill.curriculum.alpha.from=2", "alpha is the number 1.0",
      "such as distill.curriculum.alpha=cos"
    ),
    (
      "distill.curriculum.alpha=2 * hc.use(\"linear\")", "never run as Lua",
      "{ \"product\", first = a"
    ),
    ("distill.curriculum.alpha=mine/x.lua", "alpha: there is no file", "mine/x.lua"),
    ("distill.curriculum.alpha=linaer", "not a schedule", "did you mean \"linear\"?"),
    ("distill.curriculum.alpha=true", "is true", "a number from 0 to 2, or a schedule"),
    ("distill.curriculum.alpha=3", "is 3", "a number from 0 to 2"),
    ("distill.curriculum.alpha={ \"linear\", form=1 }", "alpha.form", "did you mean \"from\"?"),
  ]

  @Test(arguments: refusals) func whatIsReadOnceTakesNoSchedule(
    _ override: String, _ says: String, _ more: String
  ) throws {
    let error = try #require(try told("").failure(override))
    #expect(error.isInput(holding: "override \(override)", says, more), "\(error)")
  }

  @Test func entriesOfOneNameHaveTheirOwnSchedules() throws {
    let config = try Project.config(
      """
      callbacks = { { "early-stop", margin = { "linear", from = 1, to = 2 } },
        { "early-stop", margin = { "square" } } },
      """)
    try config.write(
      "schedules/square.lua",
      """
      return require "hetcomp".schedule { api = 1, name = "square",
        value = function(self, t) return t * t end }
      """)
    #expect(try config.load().specification.callbacks.count == 2)
    #expect(
      try #require(config.failure("callbacks.early-stop.margin.form=1"))
        .isInput(holding: "callbacks.early-stop.margin.form", "did you mean \"from\"?"))
  }
}

extension Double {
  fileprivate func isApproximately(_ other: Double) -> Bool { abs(self - other) < 1e-12 }
}
