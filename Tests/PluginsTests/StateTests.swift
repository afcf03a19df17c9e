import Experiments
import Formats
import Plugins
import Testing

/// `self.state` through a checkpoint.
@Suite struct StateTests {
  private func curriculum(_ body: String) throws -> (PluginCurriculum, LoadedExperiment) {
    let config = try Project.config(
      """
      distill = { curriculum = hc.curriculum { api = 1, name = "keeper",
        on_tick = function(self, run)
          local s = self.state
          \(body)
        end } },
      """)
    let loaded = try config.load()
    let made = try #require(
      loaded.specification.distillation.curriculum as? PluginCurriculum)
    return (made, loaded)
  }

  @Test func plainDataTensorsAndMasksSurvive() throws {
    let body = """
      if not s.list then
        s.list, s.deep = { 1, 2.5, "three" }, { gap = { hc.tensor { { 1, 2 } } } }
        s.mask, s.inf, s.sparse, s.flag = hc.tensor { 1, 2 }:gt(1), 1 / 0, { [7] = true }, false
        s["deep.gap"] = { hc.tensor { 3 } }
      else
        assert(s.list[2] == 2.5 and s.list[3] == "three" and math.type(s.list[1]) == "integer")
        assert(s.deep.gap[1]:at(1, 2) == 2 and s.mask:count() == 1 and s.inf == 1 / 0)
        assert(s.sparse[7] == true and s.flag == false and s["deep.gap"][1]:item() == 3)
      end
      """
    let run = try ListedRun.small()
    let (first, kept) = try curriculum(body)
    try first.tick(view: run)
    let saved = try #require(try first.savedState())
    let text = saved.values.text()
    let (second, alsoKept) = try curriculum(body)
    try second.restore(
      ParticipantState(values: try JSONValue(parsing: text), tensors: saved.tensors))
    try second.tick(view: run)
    withExtendedLifetime((kept, alsoKept)) {}
  }

  @Test(arguments: [
    ("local x = {}; s.a, s.b = x, x", "state.b is the same table as state.a; keep a copy"),
    (
      "local t = {} for _ = 1, 40 do t = { t, t } end s.t = t",
      "[2] is the same table as state.t[1][1]"
    ),
    ("s.deep = { s }", "state.deep[1]… lies within itself"),
  ])
  func aTableThatAResumeWouldDoubleIsRefused(_ body: String, _ says: String) throws {
    let (made, kept) = try curriculum(body)
    try made.tick(view: ListedRun.small())
    let error = try #require(throws: ExperimentError.self) { try made.savedState() }
    #expect(error.isPluginFailure(holding: says), "\(error)")
    withExtendedLifetime(kept) {}
  }

  @Test func whatCannotBeSavedIsNamed() throws {
    let (made, kept) = try curriculum("s.deep = { f = function() end }")
    try made.tick(view: ListedRun.small())
    let error = try #require(throws: ExperimentError.self) { try made.savedState() }
    #expect(error.isPluginFailure(holding: "deep.f is a function"))
    withExtendedLifetime(kept) {}
  }
}
