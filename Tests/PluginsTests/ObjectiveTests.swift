import Distillation
import Experiments
import Foundation
import LuaRuntime
import Plugins
import Tensors
import Testing

/// Objectives written in Lua: the native ones' numbers, and what is said when they go wrong.
@Suite struct ObjectiveTests {
  /// An objective in a tiny world with random scores.
  private struct Trial {
    let world: Rehearsal
    let batch: UserBatch
    let objective: any Objective
    let loaded: LoadedExperiment

    init(_ objective: String, limits: LuaLimits = LuaLimits()) throws {
      loaded = try Project.config("distill = { objective = \(objective) },").load(limits: limits)
      guard case .distil(let found) = loaded.specification.distillation.objective else {
        throw LuaError("there is no objective")
      }
      self.objective = found
      world = try Rehearsal(items: 90)
      try world.score(
        Tensor(
          normal: [world.run.users, world.run.items], deviation: 1,
          from: RandomStream(seed: 4, purpose: "scores")))
      batch = try world.showTargets().batch(
        (0..<world.run.users).filter { $0 % 3 != 0 }.map { Int32($0) })
      try (found as? PluginObjective)?.setup(view: world.run)
    }

    func loss(_ phase: Phase = .overall) throws -> Tensor {
      try objective.loss(batch, student: world.student, phase: phase)
    }

    /// The gradients of all the student's parameters.
    func gradients(_ phase: Phase = .overall) throws -> [Float] {
      try loss(phase).backward()
      return world.student.parameters.flatMap(\.gradient.values)
    }
  }

  @Test(arguments: [("hetcomp-overall-only", Phase.overall), ("hetcomp-rank-only", Phase.rank)])
  func theLuaLossHasTheNativeGradients(_ name: String, _ phase: Phase) throws {
    let (lua, native) = (try Trial("\"\(name)\""), try Trial("\"hetcomp\""))
    let (found, expected) = (try lua.loss(phase).scalar, try native.loss(phase).scalar)
    #expect(abs(found - expected) <= 1e-5 * abs(expected), "\(found) \(expected)")
    let (mine, theirs) = (try lua.gradients(phase), try native.gradients(phase))
    #expect(mine.count == theirs.count && theirs.contains { abs($0) > 1e-4 })
    #expect(zip(mine, theirs).allSatisfy { abs($0 - $1) < 1e-5 * max(1, abs($1)) })
  }

  private func inline(_ body: String, _ fields: String = "") -> String {
    """
    hc.objective { api = 1, name = "mine", \(fields)
      loss = function(self, batch, run)
        \(body)
      end }
    """
  }

  @Test func anInlineObjectiveHasParametersSamplersAndModules() throws {
    let trial = try Trial(
      inline(
        """
        local scores = run.student:scores(batch.users, batch:sample("others", 4))
        return self.params.weight * self.modules.gate(scores):softplus():sum()
        """,
        """
        params = { weight = { 2.0, min = 0 } }, samplers = { others = { "popularity", exponent = 1 } },
        setup = function(self, run) self.modules.gate = hc.linear(4, 1) end,
        """))
    #expect(trial.objective.knowledge == [.lists])
    let resolved = trial.loaded.resolved["distill"]?["objective"]
    #expect(resolved?["others"]?["name"] == "popularity" && resolved?["weight"]?.double == 2)
    let weights = try #require((trial.objective as? PluginObjective)?.weights)
    #expect(weights.map(\.name) == ["mine.gate.weight", "mine.gate.bias"])
    try trial.loss().backward()
    #expect(weights.allSatisfy { $0.gradient.values.contains { $0 != 0 } })
  }

  @Test(arguments: [
    ("return 7", "loss must return one number as a tensor, got the number 7"),
    ("return run.student:scores(batch.users, batch.targets)", "got a tensor of shape [26, 50]"),
    ("return hc.tensor(1)", "a number that depends on the student, got 1.0"),
    ("return run.student:scores(batch.users, batch.targets):sum() * 0 / 0", "a finite number, got"),
    ("return batch:sample('othrs', 3)", "declares no samplers"),
    ("return run.student:scores(batch.users, batch.users)", "does not fit"),
    ("return batch.target", "did you mean 'targets'?"),
    ("return run.teachers[math.mininteger]", "got nil"),
    ("return hc.linear(2, 2)(hc.full(1, 2, 2))", "once it stands in self.modules"),
  ])
  func mistakesEndInThePluginsError(_ body: String, _ says: String) throws {
    let trial = try Trial(inline(body))
    let error = try #require(throws: ExperimentError.self) { try trial.loss() }
    #expect(
      error.isPluginFailure(holding: "objective \"mine\", loss, epoch 0", "config.lua:", says),
      "\(error)")
    #expect(error.exitCode == 3)
  }

  @Test func aLossOfSpentTensorsIsBlamedOnThePlugin() throws {
    let trial = try Trial(
      inline(
        """
        local s = self.state
        s.kept = s.kept or run.student:scores(batch.users, batch.targets):exp()
        return s.kept:sum()
        """))
    try trial.loss().backward()
    let second = try trial.loss()
    let error = #expect(throws: TensorError.self) { try second.backward() }
    let blamed = trial.objective.blame(try #require(error)) as? ExperimentError
    #expect(blamed?.isPluginFailure(holding: "objective \"mine\", loss", "config.lua:") == true)
  }

  @Test(arguments: [
    ("knowledge = { \"embedings\" },", "did you mean \"embeddings\"?"),
    ("params = { a = { 1 } }, samplers = { a = \"uniform\" },", "a parameter and a sampler"),
    ("samplers = { a = \"unifrom\" },", "did you mean \"uniform\"?"),
  ])
  func declarationsAreChecked(_ fields: String, _ says: String) throws {
    let config = try Project.config("distill = { objective = \(inline("", fields)) },")
    #expect(try #require(config.failure()).description.contains(says))
  }

  @Test func aMillionTemporariesDoNotPileUp() throws {
    let trial = try Trial(
      inline(
        """
        local scores = run.student:scores(batch.users, batch.targets)
        local t, tracked = hc.full(1, 1000), scores:sum()
        for _ = 1, 1000000 do local _ = t + 1 end
        for _ = 1, 20000 do local _ = scores * 2 end
        return tracked
        """))
    let before = peakMemory()
    _ = try trial.loss()
    #expect(peakMemory() - before < 1 << 20, "kilobytes")
  }

  /// The most memory that this process has held at once, in kilobytes; other tests run beside.
  private func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
