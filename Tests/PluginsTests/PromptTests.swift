import Experiments
import LuaRuntime
import Plugins
import Testing

/// The prompt's answers and completions.
@Suite struct PromptTests {
  private func session() throws -> PromptSession {
    try PromptSession(
      PluginLibrary(
        folders: ["\(projectRoot)/plugins"], root: projectRoot,
        limits: LuaLimits(time: .seconds(5))))
  }

  @Test func valuesAreShown() throws {
    let session = try session()
    #expect(session.evaluate("1 + 1") == .values("2"))
    #expect(session.evaluate("x = { 1, b = \"t\", { 2 } }") == .values(""))
    #expect(session.evaluate("x, nil") == .values("{ 1, { 2 }, b = \"t\" }\nnil"))
    #expect(session.evaluate("hc.tensor { 1, 2 }") == .values("tensor [2]\n  1.0  2.0"))
    #expect(session.evaluate("spec.world().run") == .values("run tiny, epoch 0"))
    #expect(
      session.evaluate("local t = {} t.t = t return t") == .values("{ t = { t = { t = { … } } } }"))
  }

  @Test func linesAreContinued() throws {
    let session = try session()
    for begun in ["for i = 1, 2 do", "1 +", "x = {", "f = function()"] {
      #expect(session.evaluate(begun) == .incomplete, "\(begun)")
    }
    #expect(session.evaluate("s = 0\nfor i = 1, 3 do\ns = s + i\nend") == .values(""))
    #expect(session.evaluate("s") == .values("6"))
  }

  @Test func failuresAreToldAndTheSessionGoesOn() throws {
    let session = try session()
    guard case .failed(let reason) = session.evaluate("math.flor(1)") else {
      Issue.record("no failure")
      return
    }
    #expect(reason.hasPrefix("line 1:1: math has no 'flor'; did you mean 'floor'?"))
    guard case .failed(let syntax) = session.evaluate("x = = 1") else {
      Issue.record("no failure")
      return
    }
    #expect(syntax == "line 2:1: unexpected symbol near '='")
    #expect(session.evaluate("2") == .values("2"))
  }

  @Test func hintsAreGiven() throws {
    let session = try session()
    #expect(
      session.evaluate("hc.tensor")
        == .values(
          "hc.tensor(number or nested list) → tensor\na tensor of the given elements"))
    #expect(session.evaluate("local t = 1") == .values(""))
    guard case .failed(let reason) = session.evaluate("t + 1") else {
      Issue.record("no failure")
      return
    }
    #expect(reason.hasPrefix("line 3:1: unknown global 't'"))
    #expect(reason.hasSuffix("\nlocals live for one line; leave out 'local'"))
    #expect(!reason.contains("traceback"))
  }

  @Test func namesAreCompleted() throws {
    let session = try session()
    _ = session.evaluate("world = spec.world()")
    #expect(session.completions(of: "hc.tens").names == ["tensor"])
    #expect(session.completions(of: "x = math.flo").names == ["floor"])
    #expect(session.completions(of: "wor").names == ["world"])
    #expect(session.completions(of: "world.run.stu").names == ["student"])
    #expect(session.completions(of: "world.run.stages:adv").names == ["advance"])
    #expect(session.completions(of: "print(world.run.stages:m").names == ["mean"])
    #expect(session.completions(of: "pri").typed == 3)
    #expect(session.completions(of: "nothing.here").names == [])
  }
}
