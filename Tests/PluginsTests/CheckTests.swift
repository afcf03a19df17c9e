import Foundation
import Plugins
import Testing

/// `plugins check` finds misspelt names without running a hook.
@Suite struct CheckTests {
  private func findings(_ source: String) throws -> [String] {
    let project = try Project(["mine.lua": source])
    let check = try PluginCheck(
      [project.folder + "/mine.lua"], folders: ["\(projectRoot)/plugins"], root: projectRoot)
    #expect(check.findings.isEmpty == !check.sound.isEmpty)
    return check.findings.map { String($0.dropFirst(project.folder.count + 1)) }
  }

  private func curriculum(_ hook: String, _ body: String) -> String {
    """
    local hc = require "hetcomp"
    return hc.curriculum { api = 1, name = "mine",
      params = { alpha = { 1.0 } },
      \(hook) = function(self, run)
        \(body)
      end }
    """
  }

  static let mistakes = [
    ("local x = self.params.alhpa", "params has no 'alhpa'; did you mean \"alpha\"?"),
    ("local p = self.params; return p.alhpa", "params has no 'alhpa'; did you mean \"alpha\"?"),
    ("run.stages:advanse(1)", "stages has no 'advanse'; did you mean \"advance\"?"),
    ("local s = run.stages; s:nxt()", "stages has no 'nxt'; did you mean \"next\"?"),
    (
      "local t = run.student:gap(run.stages, 3):exp():gtt(1)",
      "tensor has no 'gtt'; did you mean \"gt\"?"
    ),
    ("return (hc.tensor { 1 } + 1):summ()", "tensor has no 'summ'; did you mean \"sum\"?"),
    ("for i = 1, 2 do return math.flor(i) end", "math has no 'flor'; did you mean \"floor\"?"),
    ("return ('x'):uper()", "string has no 'uper'; did you mean \"upper\"?"),
    ("counter = 1", "assignment to global 'counter': write 'local counter'"),
    ("pirnt(run.epoch)", "unknown global 'pirnt'; did you mean \"print\"?"),
    (
      "run.stages.open()",
      "'open' of stages is a method: write a colon before it"
    ),
  ]

  @Test(arguments: mistakes) func misspeltNamesAreFoundWithTheirLine(
    _ body: String, _ says: String
  ) throws {
    #expect(try findings(curriculum("on_tick", body)) == ["mine.lua:5: \(says)"])
  }

  /// A kind of plugin with a hook, and a misspelt name in it.
  struct KindCase: Sendable, CustomTestStringConvertible {
    let kind: PluginKind
    let hook: String
    let misspelt: String
    let parameters: String
    let body: String
    let says: String
    var rest = ""
    var testDescription: String { kind.rawValue }

    func plugin(hook: String, _ body: String) -> String {
      """
      local hc = require "hetcomp"
      return hc.\(kind.rawValue) { api = 1, name = "mine", params = { alpha = { 1.0 } },
        \(hook) = function(\(parameters))
          \(body)
        end, \(rest) }
      """
    }
  }

  static let kinds = [
    KindCase(
      kind: .curriculum, hook: "on_tick", misspelt: "on_tik", parameters: "self, run",
      body: "run.stages:advanse(run.stages:open())", says: "stages has no 'advanse'; advance"),
    KindCase(
      kind: .schedule, hook: "value", misspelt: "valeu", parameters: "self, t, run",
      body: "return t * run.epohc", says: "run has no 'epohc'; epoch"),
    KindCase(
      kind: .sampler, hook: "weights", misspelt: "wieghts", parameters: "self, run",
      body: "return run.data:populraity() + 1", says: "data has no 'populraity'; popularity"),
    KindCase(
      kind: .consensus, hook: "importance", misspelt: "importence",
      parameters: "self, rank, deviation, run", body: "return (-rank):epx() + deviation",
      says: "tensor has no 'epx'; exp"),
    KindCase(
      kind: .objective, hook: "loss", misspelt: "los", parameters: "self, batch, run",
      body: "return batch:own_los()", says: "batch has no 'own_los'; own_loss"),
    KindCase(
      kind: .protocol, hook: "measure", misspelt: "mesure", parameters: "self, view, run",
      body: "return view:maens('valid', {}, {})", says: "view has no 'maens'; means",
      rest: "split = function() return 'www23' end"),
    KindCase(
      kind: .protocol, hook: "split", misspelt: "splitt", parameters: "self, interactions",
      body: "return interactions:oldr 'user'", says: "interactions has no 'oldr'; older",
      rest: "measure = function() return {} end"),
    KindCase(
      kind: .callback, hook: "on_evaluate", misspelt: "on_evalaute", parameters: "self, run",
      body: "return run:metrisc()['x']", says: "run has no 'metrisc'; metrics"),
  ]

  @Test(arguments: kinds) func hooksParametersAndNamesAreCheckedInEveryKind(
    _ test: KindCase
  ) throws {
    func hint(_ text: String) -> String {
      let parts = text.components(separatedBy: "; ")
      return "\(parts[0]); did you mean \"\(parts[1])\"?"
    }
    let name = test.kind.rawValue
    #expect(try findings(test.plugin(hook: test.hook, "")) == [])
    #expect(
      try findings(test.plugin(hook: test.misspelt, test.body)) == [
        "mine.lua:3: " + hint("\(name): unknown hook \"\(test.misspelt)\"; \(test.hook)"),
        "mine.lua:4: " + hint(test.says),
      ])
    #expect(
      try findings(test.plugin(hook: test.hook, "return self.params.alhpa")) == [
        "mine.lua:4: " + hint("params has no 'alhpa'; alpha")
      ])
  }

  @Test func whatAPluginRequiresIsCheckedToo() throws {
    let project = try Project([
      "mine.lua": curriculum("on_tick", "return require('parts.near').by(run)"),
      "parts/near.lua": """
      local far = require("far")
      return { by = function(tensor) return math.flor(far.by(tensor)) end }
      """,
      "far.lua": """
      local function near() return require "parts.near" end
      return { by = function(x) depth = near() or x end }
      """,
    ])
    let check = try PluginCheck(
      ["mine.lua", "far.lua"].map { "\(project.folder)/\($0)" },
      folders: ["\(projectRoot)/plugins"], root: projectRoot)
    #expect(
      check.findings == [
        "\(project.folder)/parts/near.lua:2: math has no 'flor'; did you mean \"floor\"?",
        "\(project.folder)/far.lua:2: assignment to global 'depth': write 'local depth'",
      ])
    #expect(check.sound == [])
    let circle = try findings("return require 'mine'")
    #expect(circle.count == 1 && circle[0].hasPrefix("mine.lua:1: require: the module \"mine\""))
  }

  @Test func misspeltHooksAndFieldsAreFound() throws {
    #expect(
      try findings(curriculum("on_tik", "run.stages:opn()")) == [
        "mine.lua:4: curriculum: unknown hook \"on_tik\"; did you mean \"on_tick\"?",
        "mine.lua:5: stages has no 'opn'; did you mean \"open\"?",
      ])
    let module = try findings("return require 'hetcomp'.curiculum {}")
    #expect(module.first == "mine.lua:1: hc has no 'curiculum'; did you mean \"curriculum\"?")
    let bare = "return require 'hetcomp'.callback { api = 1, name = 'm', on_tick = function(self)"
    #expect(
      try findings(bare + " return self.params.x end }") == [
        "mine.lua:1: params has no 'x'; there are none"
      ])
    let syntax = try findings("local x = = 1")
    #expect(syntax.count == 1 && syntax[0].hasPrefix("mine.lua:1: "))
  }

  @Test func whatIsShippedIsSound() throws {
    let folder = "\(projectRoot)/plugins"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".lua") && !$0.hasPrefix("library/") }
    let check = try PluginCheck(
      files.sorted().map { "\(folder)/\($0)" }, folders: [folder], root: projectRoot)
    #expect(check.findings == [])
  }

  @Test func oddButCorrectLuaIsPassedOver() throws {
    let found = try findings(
      """
      local hc = require("hetcomp")
      local function count(t, ...) local n <const> = #t; return n // 1, ... end
      local Class = {}
      function Class.new(self) return setmetatable({}, { __index = self }) end
      function Class:twice(x) goto done ::done:: return self.y or 2 * x end
      local text = [==[ on_tik ]] ]==] .. "a\\"b" --[[ pirnt ]] -- flor
      repeat local last = count {} until last == 0x0p-2
      return hc.callback { api = 1, name = "odd", on_evaluate = function(me, r)
        local seen = me.state.seen or {}
        for name, value in pairs(r:metrics()) do seen[name] = (seen[name] or 0) + value end
        me.state.seen = seen; return Class:new():twice(text:len()) > 3 and "stop" or nil
      end }
      """)
    #expect(found == [])
  }

  @Test func aConfigsMonitorIsAmongTheProtocolsNumbers() throws {
    let project = try Project([
      "config.lua": """
      return require "hetcomp".experiment { data = "synthetic", teachers = { "mf" },
        evaluate = { protocol = "head-tail", monitor = "valid.recall@50.tali" } }
      """
    ])
    let check = try PluginCheck(
      [project.folder + "/config.lua"], folders: ["\(projectRoot)/plugins"], root: projectRoot)
    #expect(check.findings.first?.contains("evaluate.monitor = \"valid.recall@50.tali\"") == true)
    #expect(check.findings.first?.contains("valid.recall@50.tail") == true)
  }
}
