import Experiments
import LuaRuntime
import Plugins
import Tensors
import Testing

/// Hooks at work, and what is said when they fail.
@Suite struct HookTests {
  private func curriculum(_ body: String, limits: LuaLimits = LuaLimits()) throws
    -> (PluginCurriculum, LoadedExperiment)
  {
    let config = try Project.config(
      """
      distill = { curriculum = hc.curriculum { api = 1, name = "mine",
        params = { every = { 2, min = 1 }, level = { 0.5 } },
        on_tick = function(self, run)
      \(body)
        end } },
      """)
    let loaded = try config.load(limits: limits)
    return (
      try #require(loaded.specification.distillation.curriculum as? PluginCurriculum), loaded
    )
  }

  private func failure(_ body: String, limits: LuaLimits = LuaLimits()) throws -> ExperimentError {
    let (made, loaded) = try curriculum(body, limits: limits)
    let run = try ListedRun.small()
    run.epoch = 4
    return try withExtendedLifetime(loaded) {
      try #require(throws: ExperimentError.self) { try made.tick(view: run) }
    }
  }

  @Test func anInlineCurriculumActsOnTheRun() throws {
    let (made, loaded) = try curriculum(
      """
      local gap = run.student:gap(run.stages, 4)
      self.state.seen = (self.state.seen or 0) + 1
      run.stages:advance(gap:lt(self.params.level))
      run:phase("rank")
      run:log("tick", self.state.seen)
      """)
    let run = try ListedRun.small()
    try made.tick(view: run)
    try made.tick(view: run)
    #expect(made.every == 2)
    #expect(run.stages.meanStages == [1, 1])
    #expect(run.askedPhase == .rank)
    #expect(run.lines == ["tick\t1", "tick\t2"])
    #expect(try made.savedState()?.values["seen"] == 2)
    #expect(loaded.resolved["distill"]?["curriculum"]?["name"] == "mine")
  }

  @Test func whatAPluginSaysOfItselfIsLogged() throws {
    let config = try Project.config(
      """
      distill = { curriculum = hc.curriculum { api = 1, name = "mine", params = { level = { 0.5 } },
        setup = function(self) self.state.level = self.params.level end,
        describe = function(self) return "up at " .. self.state.level end,
        on_tick = function() end } },
      """)
    let loaded = try config.load()
    let made = try #require(loaded.specification.distillation.curriculum as? PluginCurriculum)
    let run = try ListedRun.small()
    try withExtendedLifetime(loaded) { try made.setup(view: run) }
    #expect(run.lines == ["up at 0.5"])
  }

  @Test func failuresNamePluginHookEpochAndLine() throws {
    let error = try failure("local x = run.stages.nxt()")
    #expect(
      error.isPluginFailure(
        holding: "curriculum \"mine\", on_tick, epoch 4", "config.lua:7", "did you mean 'next'?",
        "traceback"))
    #expect(error.exitCode == 3)
    let shapes = try failure("return run.student:gap(run.stages, 4) + hc.tensor { 1, 2, 3 }")
    #expect(shapes.isPluginFailure(holding: "config.lua:7", "[2, 2]", "[3]"))
    let parameter = try failure("return self.params.levle")
    #expect(parameter.isPluginFailure(holding: "levle", "level"))
    let receiver = try failure("self.gap = 1")
    #expect(receiver.isPluginFailure(holding: "config.lua:7", "'gap' of self", "read-only"))
    let global = try failure("counter = 1")
    #expect(global.isPluginFailure(holding: "config.lua:7", "counter"))
  }

  @Test func endlessLoopsEndAtTheLimit() throws {
    let limits = LuaLimits(time: .milliseconds(300))
    let error = try failure(
      "while true do pcall(function() while true do end end) end", limits: limits)
    #expect(error.isPluginFailure(holding: "on_tick, epoch 4", "time limit"))
  }

  @Test func memoryBombsEndAtTheLimit() throws {
    let limits = LuaLimits(memory: 16 << 20)
    let error = try failure("local t = {} while true do t[#t + 1] = { #t } end", limits: limits)
    #expect(error.isPluginFailure(holding: "on_tick, epoch 4", "not enough memory"))
  }

  @Test(arguments: [
    "for i = 1, 1e5 do kept[i] = run.stages:next() end",
    "for i = 1, 100 do kept[i] = hc.linear(100, 100) end",
    """
    local many = hc.use "linear"
    for _ = 1, 80 do many = many + 1 end
    for i = 1, 200 do kept[i] = many + 1 end
    """,
    """
    local list = {}
    for i = 1, 1000 do list[i] = i end
    for i = 1, 100 do
      kept[i] = hc.callback { api = 1, name = "x", params = { p = { list } }, on_tick = print }
    end
    """,
  ])
  func whateverHoldsMemoryCountsAgainstTheLimit(_ body: String) throws {
    var limits = LuaLimits()
    limits.externalLimit = 1 << 20
    let error = try failure("local kept = {}\n\(body)", limits: limits)
    #expect(error.isPluginFailure(holding: "the objects that scripts hold"), "\(error)")
  }

  @Test func wrongResultsAreNamed() throws {
    let config = try Project.config(
      """
      distill = { consensus = hc.consensus { api = 1, name = "flat",
        importance = function(self, rank) return rank:sum() end } },
      """)
    let loaded = try config.load()
    let error = try #require(throws: ExperimentError.self) {
      try loaded.specification.distillation.consensus.importance(
        rank: Tensor([0, 1, 2], shape: [1, 3]), deviation: nil)
    }
    #expect(
      error.isPluginFailure(
        holding: "consensus \"flat\", importance",
        "importance must return a tensor of shape [1, 3], got a tensor of shape []", "config.lua:5")
    )
  }

  @Test func shippedConsensusFollowsItsEquation() throws {
    let loaded = try Project.config("").load()
    let rank = try Tensor([0, 1, 2, 100], shape: [1, 4])
    let deviation = try Tensor([0, 50, 100, 3], shape: [1, 4])
    let rule = loaded.specification.distillation.consensus
    let both = try rule.importance(rank: rank, deviation: deviation).values
    let alone = try rule.importance(rank: rank, deviation: nil).values
    let expected: [Float] = [2, 0.9048374 + 0.60653067, 0.8187308 + 0.36787945, 0]
    #expect(zip(both, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(abs(alone[1] - 0.9048374) < 1e-6 && alone[3] == 0)
  }

  @Test func aConsensusAnswersAlikeWheneverItIsAsked() throws {
    let config = try Project.config(
      """
      distill = { consensus = hc.consensus { api = 1, name = "moody",
        importance = function(self, rank, deviation, ...)
          assert(select("#", ...) == 0)
          return hc.uniform(rank:shape())
        end } },
      """)
    let loaded = try config.load()
    let rule = try #require(loaded.specification.distillation.consensus as? PluginConsensus)
    let world = try Rehearsal()
    try rule.setup(world.run)
    func answer() throws -> [Float] {
      try rule.importance(rank: Tensor([0, 1, 2], shape: [1, 3]), deviation: nil).values
    }
    let first = try answer()
    world.turn(to: 7)
    #expect(try answer() == first)
  }

  @Test func modulesThatNobodyTrainsAreRefused() throws {
    let config = try Project.config(
      """
      distill = { curriculum = hc.curriculum { api = 1, name = "mine", on_tick = function() end,
        setup = function(self, run) self.modules.gate = hc.linear(2, 1) end } },
      """)
    let loaded = try config.load()
    let made = try #require(
      loaded.specification.distillation.curriculum as? PluginCurriculum)
    let error = #expect(throws: ExperimentError.self) { try made.setup(view: ListedRun.small()) }
    #expect(error?.isPluginFailure(holding: "only an objective's modules are trained") == true)
  }

  @Test func finalOnlyShowsTheLastStagesFromTheStart() throws {
    let loaded = try Project.config("distill = { curriculum = \"final-only\" },").load()
    let made = try #require(
      loaded.specification.distillation.curriculum as? PluginCurriculum)
    let run = try ListedRun.small()
    try made.setup(view: run)
    #expect(run.stages.fractionAtLast == 1)
  }
}
