import Experiments
import Plugins
import Testing

/// Tensors in the hands of scripts.
@Suite struct TensorTests {
  /// Runs assertions in a hook; a failing one is the test's failure.
  private func check(_ body: String) throws {
    let config = try Project.config(
      """
      distill = { curriculum = hc.curriculum { api = 1, name = "check",
        on_tick = function(self, run)
          local t = hc.tensor { { 1, 2, 3 }, { 4, 5, 6 } }
          \(body)
        end } },
      """)
    let loaded = try config.load()
    let made = try #require(
      loaded.specification.distillation.curriculum as? PluginCurriculum)
    try made.tick(view: ListedRun.small())
  }

  @Test(arguments: [
    """
    local ok, why = pcall(function() return t:gather(hc.index { 3 }) end)
    assert(not ok and why:find("index 3 lies outside 1 to 2", 1, true), why)
    ok, why = pcall(function() return t:gather(hc.index { 0 }) end)
    assert(not ok and why:find("index 0, which stands for none, lies outside 1 to 2", 1, true), why)
    """,
    "assert(#t == 2 and t:shape()[2] == 3 and t:at(2, 3) == 6 and t[2][1] == 4)",
    "assert((t + 1):sum():at() == 27 and (1 - t):at(1, 1) == 0 and (-t / 2):at(1, 2) == -1)",
    "assert((t * hc.tensor { 1, 10, 100 }):at(2, 2) == 50)",
    "assert((t ^ 2):sum(1):totable()[1] == 17 and t:mean(-1):totable()[2] == 5)",
    "assert(t:max():at() == 6 and t:max(2):totable()[1] == 3)",
    "local m = t:gt(2) & ~t:eq(5) | t:le(1); assert(m:count() == 4 and m:at(1, 1))",
    "assert(t:replace(t:ge(4), 0):sum():at() == 6 and t:clamp(2, 3):sum():at() == 16)",
    """
    local x = hc.index(hc.tensor { { 2, 0 } })
    assert(hc.where(x:present(), x, hc.index { { 5, 6 } }):totable()[1][2] == 6)
    """,
    "assert((t / 2):floor():sum():at() == 9)",
    "assert(t:over(0):at(1, 1) == 1 / 0 and hc.tensor { 0 }:over(hc.tensor { 0 })[1] == 1 / 0)",
    "assert(math.abs(t:softmax(2):sum():at() - 2) < 1e-6)",
    "assert(math.abs(t:logsumexp():at() - 6.4561933) < 1e-5)",
    "assert(tostring(t):find('tensor %[2, 3%]') and tostring(t:gt(3)):find('3 of 6'))",
    "assert(#hc.range(0, 1, -1e-20) == 0 and hc.index { 1 }:eq(math.mininteger):count() == 0)",
    "assert(hc.tensor(0):exp():at() == 1 and hc.tensor(0):sigmoid():at() == 0.5)",
  ])
  func operations(_ body: String) throws { try check(body) }

  @Test(arguments: [
    ("t:sum(3)", "axes 1 to 2"), ("t:at(3, 1)", "outside 1 to 2"), ("t + {}", "tensor expected"),
    ("t:replace(1, 2)", "mask expected"), ("hc.tensor { { 1 }, { 1, 2 } }", "equal lengths"),
    ("t:reshape(1 << 62, 4)", "half of this machine"), ("t:top(math.maxinteger)", "at most 3"),
    ("t:reshape(-1, 1 << 40, 1 << 40)", "half of this machine"),
    ("t:reshape(-5, 1 << 62)", "an extent is at least 0"),
    ("hc.full(0, 0, 1 << 40)", "half of this machine"),
    (
      "local l = {} for i = 1, 1000 do l[i] = i end for _ = 1, 4 do local k = {} "
        + "for i = 1, 1000 do k[i] = l end l = k end l = hc.tensor(l)", "half of this machine"
    ),
    (
      "local m = hc.linear(1, 1) for _ = 1, 200 do m = hc.sequential { m, m } end",
      "at most 100 layers"
    ),
    ("run.student:top(1 << 40)", "at most 10"), ("t:softmx(1)", "softmax"),
    ("local _ = t & t:gt(1)", "mask expected"),
  ])
  func mistakesAreLuaErrorsWithTheirLine(_ body: String, _ text: String) throws {
    let statement = body.hasPrefix("local") ? body : "local _ = \(body)"
    let error = try #require(throws: ExperimentError.self) { try check(statement) }
    #expect(error.isPluginFailure(holding: "config.lua:7", text), "\(error)")
  }
}
