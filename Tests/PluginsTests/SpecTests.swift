import Experiments
import Foundation
import LuaRuntime
import Plugins
import Testing

/// The words of specs, and what is said of each outcome.
@Suite struct SpecTests {
  private func report(_ source: String) throws -> (tally: SpecSuite.Tally, lines: [String]) {
    let project = try Project(["mine_spec.lua": source])
    let suite = try SpecSuite(
      [project.folder], folders: ["\(projectRoot)/plugins"], root: projectRoot,
      limits: LuaLimits(memory: 64 << 20, time: .seconds(1)))
    var lines: [String] = []
    let tally = suite.run { lines.append($0) }
    return (tally, lines.map { $0.replacingOccurrences(of: project.folder + "/", with: "") })
  }

  @Test func assertionsHoldAndFail() throws {
    let (tally, lines) = try report(
      """
      local hc = require "hetcomp"
      describe("assert", function()
        it("holds", function()
          assert.are.equal(1, 1); assert.same({ a = { 1 } }, { a = { 1 } }); assert.is_true(true)
          assert.is_not_nil(1); assert.are_not.equal(1, 2); assert.is.truthy("x"); assert(1 == 1)
          assert.has_error(function() error("no luck") end, "luck")
          assert.has_no.errors(function() end); assert.matches("^a", "abc")
          assert.same(hc.tensor { 1, 2 }, hc.tensor { 1, 2 }); assert.shape({ 2 }, hc.tensor { 1, 2 })
          assert.near(hc.tensor { 1, 2 }, hc.tensor { 1, 2.05 }, 0.1); assert.finite(hc.tensor { 1 })
        end)
        it("differs", function() assert.same({ 1 }, { 2 }) end)
        it("is far", function() assert.near(hc.tensor { 1, 2 }, hc.tensor { 1, 3 }) end)
        it("is misspelt", function() assert.are.eqal(1, 1) end)
        it("never ends", function() while true do end end)
        pending("is yet to come")
      end)
      """)
    #expect(tally == SpecSuite.Tally(passed: 1, failed: 4, pending: 1))
    let text = lines.joined(separator: "\n")
    for words in [
      "    ✓ holds", "    ✗ differs", "mine_spec.lua:11: expected the same as { 1 }, got { 2 }",
      "mine_spec.lua:12: expected within 1e-06", "off by 1 at element 2",
      "assert has no 'eqal'; did you mean 'equal'?", "mine_spec.lua:14: the time limit",
      "· is yet to come (pending)", "1 passed, 4 failed, 1 pending in 1 file",
    ] { #expect(text.contains(words), "\(words) is not in\n\(text)") }
  }

  @Test func usersThatDoNotExistAreRefused() throws {
    let (tally, lines) = try report(
      """
      local hc = require "hetcomp"
      local w = spec.world()
      local own = hc.objective {
        api = 1, name = "own", loss = function(self, batch) return batch:own_loss() end,
      }
      local function refuses(what, body, message)
        it(what, function() assert.has_error(body, message) end)
      end
      refuses("none ranks nothing", function()
        return w.run.student:rank_of(hc.index { { 1 } }, hc.index { 0 })
      end, "ranks: index 0, which stands for none, lies outside 1 to 40")
      refuses("nor does one too many", function()
        return w.run.student:rank_of(hc.index { { 1 } }, hc.index { 41 })
      end, "ranks: index 41 lies outside 1 to 40")
      refuses("an audience fits the machine", function()
        return w.run.teachers[1]:audience(hc.ids(3), 1 << 40)
      end, "half of this machine's memory")
      refuses("a loss is of users", function()
        return spec.plugin(own):loss(w, hc.index { 0 })
      end, "there is no user 0")
      refuses("a draw is for users", function()
        return spec.plugin("sampler", "uniform"):draw(w, 3, hc.index { 99 })
      end, "there is no user 99")
      refuses("an epoch is one", function()
        w:epoch(math.mininteger)
      end, "epochs lie in 0...1000000")
      """)
    #expect(tally == SpecSuite.Tally(passed: 6, failed: 0, pending: 0), "\(lines)")
  }

  @Test func aPluginIsNoSpecButMayHaveOne() throws {
    let project = try Project(["mine.lua": "", "mine_spec.lua": ""])
    let error = try #require(throws: ExperimentError.self) {
      try SpecSuite(
        [project.folder + "/mine.lua"], folders: [], root: projectRoot, limits: LuaLimits())
    }
    #expect(error.isInput(holding: "mine.lua has no specs; did you mean", "/mine_spec.lua?"))
  }

  @Test func blocksPrepareAndTidy() throws {
    let (tally, lines) = try report(
      """
      local trace = {}
      before_each(function() trace[#trace + 1] = "a" end)
      after_each(function() trace[#trace + 1] = "z" end)
      describe("outer", function()
        it("first", function() trace[#trace + 1] = "1" end)
        describe("inner", function()
          before_each(function() trace[#trace + 1] = "b" end)
          after_each(function() trace[#trace + 1] = "y" end)
          it("second", function() error("x") end)
        end)
      end)
      it("third", function() assert.equal("a1zabyza", table.concat(trace)) end)
      """)
    #expect(tally == SpecSuite.Tally(passed: 2, failed: 1, pending: 0), "\(lines)")
  }

  @Test func aFailingTestTellsWhatItPrintedAndLogged() throws {
    let (tally, lines) = try report(
      """
      it("passes", function() print("not to be seen") end)
      it("fails", function()
        print({ b = { 1, 2 }, a = "x" }, 3)
        local w = spec.world()
        w.run:log("gap", hc.tensor { 0.25, 0.5 }, { z = 1, a = hc.full(0.125, 9) })
        error("x")
      end)
      """)
    #expect(tally == SpecSuite.Tally(passed: 1, failed: 1, pending: 0), "\(lines)")
    #expect(lines.contains { $0.hasSuffix("│ { a = \"x\", b = { 1, 2 } }\t3") }, "\(lines)")
    let logged = "│ gap\t[0.25 0.5]\t{ a = [0.125 0.125 0.125 0.125 0.125 0.125 …], z = 1 }"
    #expect(lines.contains { $0.hasSuffix(logged) }, "\(lines)")
    #expect(!lines.contains { $0.contains("not to be seen") })
  }

  @Test func whatDoesNotLoadFails() throws {
    let (tally, lines) = try report("describe('x', function() nonsense() end)")
    #expect(tally.failed == 1)
    #expect(lines.contains { $0.contains("mine_spec.lua:1: unknown global 'nonsense'") })
    #expect(throws: ExperimentError.self) {
      try SpecSuite(["/nowhere"], folders: [], root: projectRoot, limits: LuaLimits())
    }
  }

  @Test func everyShippedSpecPasses() throws {
    let suite = try SpecSuite(
      ["\(projectRoot)/plugins"], folders: ["\(projectRoot)/plugins"], root: projectRoot,
      limits: LuaLimits(memory: 512 << 20, time: .seconds(60)))
    var lines: [String] = []
    #expect(suite.run { lines.append($0) }.failed == 0, "\(lines.joined(separator: "\n"))")
  }

  @Test func everyShippedPluginHasASpecAndIsShort() throws {
    let folder = "\(projectRoot)/plugins"
    let all = try FileManager.default.subpathsOfDirectory(atPath: folder)
    for name in all where name.hasSuffix(".lua") && !name.hasSuffix("_spec.lua") {
      guard !name.hasPrefix("library/") else { continue }
      #expect(all.contains(name.dropLast(4) + "_spec.lua"), "\(name) has no spec")
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      let most = name.hasPrefix("objectives/") ? 60 : 40
      #expect(lines <= most, "\(name) has \(lines) lines")
    }
  }
}
