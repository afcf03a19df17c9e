import Testing

/// Every shipped objective trains on the quickstart world.
@Suite(.serialized) struct MethodTests {
  private static let short = [
    "run", "configs/quickstart.lua", "train.epochs=2", "evaluate.every=1", "baselines={}", "--json",
  ]
  private static let teacher =
    "teachers={ { \"mf\", dim = 16, epochs = 8, every = 4 }, stages = 2 }"

  @Test(arguments: [
    "hetcomp", "hetcomp-overall-only", "hetcomp-rank-only", "relaxed-list-mle", "rrd", "dcd", "de",
    "unkd",
  ])
  func trains(_ objective: String) throws {
    let tool = try Tool()
    let outcome = try tool.start(
      Self.short + ["distill.objective=\(objective)", Self.teacher]
    ).wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"student\"") && !outcome.output.contains("nan"))
    withExtendedLifetime(tool) {}
  }

  @Test func aTeacherThatCannotGiveTheKnowledgeIsRefusedBeforeTraining() throws {
    let tool = try Tool()
    let outcome = try tool.start(Self.short + ["distill.objective=de"]).wait()
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains("\"de\" needs embeddings of every teacher, but the teacher vae"),
      "\(outcome.errors)")
    #expect(tool.runs().isEmpty)
  }

  @Test func aSamplerOfAnObjectiveIsNamedInTheConfig() throws {
    let change = ["distill.objective={ \"rrd\", uninteresting = \"popularity\" }", Self.teacher]
    let tool = try Tool()
    let named = try tool.start(Self.short + change).wait()
    #expect(named.status == 0, "\(named.errors)")
    let wrong = try tool.start(
      Self.short + ["distill.objective={ \"rrd\", uninteresting = \"populartiy\" }"]
    ).wait()
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean \"popularity\"?"))
    withExtendedLifetime(tool) {}
  }
}
