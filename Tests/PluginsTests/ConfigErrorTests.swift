import Plugins
import Testing

/// Mistakes in configs, each answered with one sentence that names the place and the remedy.
@Suite struct ConfigErrorTests {
  @Test func unknownKeysAreAnsweredWithTheNearest() throws {
    let config = try Project.config("train = { epochz = 5 },")
    let error = try #require(config.failure())
    #expect(
      error.isInput(holding: "config.lua", "\"train.epochz\"", "did you mean \"epochs\"?"))
  }

  @Test func wrongTypesNameKeyValueAndType() throws {
    let text = try #require(try Project.config("train = { epochs = \"many\" },").failure())
    #expect(
      text.isInput(holding: "train.epochs is \"many\"", "wants a whole number of at least 1"))
    let fraction = try #require(try Project.config("student = { \"mf\", dim = 2.5 },").failure())
    #expect(fraction.isInput(holding: "student.dim is 2.5", "wants a whole number"))
    let function = try #require(try Project.config("seed = function() end,").failure())
    #expect(function.isInput(holding: "seed is a function"))
  }

  @Test func syntaxAndRunTimeErrorsNameFileAndLine() throws {
    let syntax = try Project(["config.lua": "local hc = require \"hetcomp\"\nreturn hc.{"])
    #expect(try #require(syntax.failure()).isInput(holding: "config.lua:2"))
    let call = try Project(["config.lua": "\n\nlocal x = nil + 1"])
    #expect(try #require(call.failure()).isInput(holding: "config.lua:3"))
    let other = try Project(["config.lua": "return 7"])
    #expect(try #require(other.failure()).isInput(holding: "must return hc.experiment"))
    let name = try Project(["config.lua": "return require \"hetcomp\".experimant {}"])
    #expect(try #require(name.failure()).isInput(holding: "config.lua:1", "experiment"))
    #expect(try #require(Project().failure()).isInput(holding: "config.lua", "no such file"))
  }

  @Test func unknownPluginsAndParametersAreAnsweredWithTheNearest() throws {
    let plugin = try Project.config("distill = { curriculum = \"hetkomp\" },")
    #expect(
      try #require(plugin.failure())
        .isInput(holding: "\"hetkomp\"", "not a curriculum", "did you mean \"hetcomp\"?"))
    let parameter = try Project.config("distill = { curriculum = { \"hetcomp\", alpa = 2 } },")
    #expect(
      try #require(parameter.failure())
        .isInput(holding: "\"distill.curriculum.alpa\"", "did you mean \"alpha\"?"))
    let range = try Project.config("distill = { curriculum = { \"hetcomp\", alpha = 0.5 } },")
    #expect(
      try #require(range.failure())
        .isInput(holding: "distill.curriculum.alpha is 0.5", "a number of at least 1"))
    let data = try Project.config("data = \"citeulik\",")
    #expect(try #require(data.failure()).isInput(holding: "did you mean \"citeulike\"?"))
  }

  @Test func anObjectiveWithoutTeachersSaysWhatToAdd() throws {
    let config = try Project.config("teachers = {},")
    #expect(
      try #require(config.failure())
        .isInput(holding: "\"hetcomp\" needs teachers", "add teachers = { \"mf\", \"vae\" }"))
    #expect(config.failure("distill.objective=bpr") == nil)
  }

  @Test func tablesWithinTablesAreNotReadForEver() throws {
    let config = try Project([
      "config.lua": """
      local few, many = {}, {}
      for i = 1, 100 do few[i] = ("x"):rep(65536) end
      for i = 1, 10 do many[i] = few end
      return require "hetcomp".experiment { data = "synthetic", teachers = many }
      """
    ])
    #expect(try #require(config.failure()).isInput(holding: "more than a million values"))
  }

  private static func curriculum(_ parameters: String) -> String {
    """
    distill = { curriculum = hc.curriculum { api = 1, name = "mine", params = { \(parameters) },
      on_tick = function() end } },
    """
  }

  private static func measure(_ parameters: String) -> String {
    """
    evaluate = { protocol = hc.protocol { api = 1, name = "mine", params = { \(parameters) },
      split = function() return "www23" end, measure = function() return { x = 1 } end } },
    """
  }

  static let reserved = [
    (curriculum("every = { 0 }"), "every is reserved", "a whole number of at least 1, not 0"),
    (curriculum("every = { 5.0 }"), "every is reserved", "at least 1, not 5.0"),
    (measure("negatives = { 499.0 }"), "negatives is reserved", "at least 1, not 499.0"),
    (measure("seed = { -1 }"), "seed is reserved", "at least 0, not -1"),
    (measure("metrics = { \"recall@5\" }"), "metrics is reserved", "a list of metrics"),
  ]

  @Test(arguments: reserved) func whatTheHostReadsTooIsHeldToItsMeaning(
    _ fields: String, _ names: String, _ says: String
  ) throws {
    let failure = try #require(try Project.config(fields).failure())
    #expect(failure.isInput(holding: "config.lua:4", names, says), "\(failure)")
  }

  @Test(arguments: ["every = { 10 }", "every = { 10, min = 0 }"])
  func noOverrideTakesAReservedParameterBelowItsLeast(_ parameter: String) throws {
    let config = try Project.config(Self.curriculum(parameter))
    let low = try #require(config.failure("distill.curriculum.every=0"))
    #expect(low.isInput(holding: "distill.curriculum.every is 0", "a whole number of at least 1"))
    let least = try config.load("distill.curriculum.every=1.0").specification.distillation
    #expect(least.curriculum?.every == 1)
  }

  @Test func pluginDeclarationsAreChecked() throws {
    func failure(_ fields: String) throws -> String {
      let config = try Project.config(
        "distill = { curriculum = hc.curriculum {\napi = 1, name = \"mine\", \(fields) } },")
      return try #require(config.failure()).description
    }
    let hook = try failure("on_tikc = function() end")
    #expect(hook.contains("unknown hook \"on_tikc\"; did you mean \"on_tick\"?"))
    #expect(hook.contains("config.lua:"))
    #expect(try failure("value = function() end").contains("\"value\"; it belongs to schedules"))
    #expect(try failure("").contains("must define on_tick"))
    #expect(try failure("on_tick = 3").contains("on_tick must be a function"))
    let grammar = "on_tick = function() end, params = { a = { 1, mim = 0 } }"
    #expect(try failure(grammar).contains("params.a has no \"mim\"; did you mean \"min\"?"))
    let once = "on_tick = function() end, params = { a = { 1, once = 1 } }"
    #expect(try failure(once).contains("params.a: once is true or false, not 1"))
    for (parameter, says) in [
      ("{ 10, one_of = { 10, 20 } }", "one_of does nothing for a number"),
      ("{ 10, min = \"1\" }", "min is a number, not \"1\""),
      ("{ \"x\", max = 3 }", "max does nothing for a text"),
      ("{ true, min = 0 }", "min does nothing for true or false"),
      ("{ \"x\", one_of = { \"x\", 1 } }", "one_of holds texts, not 1"),
    ] {
      let found = try failure("on_tick = function() end, params = { a = \(parameter) }")
      #expect(found.contains("params.a: \(says)"), "\(found)")
    }
    let compat = "on_tick = function() end, params = { a = { 1 } }, compat = { www23 = { b = 1 } }"
    #expect(try failure(compat).contains("compat.www23 sets the unknown parameter \"b\""))
  }
}
