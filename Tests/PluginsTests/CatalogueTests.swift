import Experiments
import Foundation
import LuaRuntime
import Plugins
import Testing

/// Listing, showing and beginning plugins.
@Suite struct CatalogueTests {
  private func catalogue(_ folders: String...) throws -> PluginCatalogue {
    PluginCatalogue(
      try PluginLibrary(folders: folders + ["\(projectRoot)/plugins"], root: projectRoot))
  }

  @Test func shippedAndOwnPluginsAreListed() throws {
    let own = try Project([
      "curricula/hetcomp.lua": "return require 'hetcomp'.curriculum { api = 1, name = 'hetcomp', "
        + "summary = 'mine', on_tick = function() end }",
      "schedules/broken.lua": "return {}",
    ])
    let entries = try catalogue(own.folder).entries
    let hetcomp = entries.filter { $0.kind == .curriculum && $0.name == "hetcomp" }
    #expect(hetcomp.map(\.summary) == ["mine"])
    #expect(entries.contains { $0.name == "broken" && !$0.isSound })
    #expect(entries.contains { $0.name == "bpr" && $0.origin == "built in" })
    #expect(entries.contains { $0.name == "cosine" && $0.origin == "plugins/schedules/cosine.lua" })
  }

  @Test func aPluginIsShownWithItsParameters() throws {
    let text = try #require(try catalogue().describe("hetcomp").first).text
    for words in [
      "curriculum \"hetcomp\"", "plugins/curricula/hetcomp.lua", "alpha = 1.05",
      "a number of at least 1", "on_tick(self, run)",
    ] { #expect(text.contains(words), "\(text)") }
    let error = try #require(throws: ExperimentError.self) { try catalogue().describe("cosinus") }
    #expect(error.isInput(holding: "cosinus", "cosine"))
  }

  @Test func aFlatFileOfAnotherKindIsPassedOver() throws {
    let flat = try Project([
      "hetcomp.lua": "return require 'hetcomp'.schedule { api = 1, name = 'hetcomp', "
        + "summary = 'flat', value = function() return 1 end }"
    ])
    let catalogue = try catalogue(flat.folder)
    let all = catalogue.entries.filter { $0.name == "hetcomp" }
    #expect(all.map(\.kind) == [.curriculum, .schedule, .objective])
    #expect(all[1].summary == "flat")
    let titles = try catalogue.describe("hetcomp").map(\.title)
    #expect(titles == ["curriculum \"hetcomp\"", "schedule \"hetcomp\"", "objective \"hetcomp\""])
    let native = try #require(try catalogue.describe("hetcomp", of: "objective").first)
    #expect(native.text.contains("overall = 0.01") && native.text.contains("built in"))
    #expect(try catalogue.describe("bpr").first?.summary.isEmpty == false)
  }

  @Test(arguments: PluginKind.allCases) func aNewPluginPassesItsSpec(_ kind: PluginKind) throws {
    let project = try Project()
    let made = try Skeleton(kind.rawValue, "brand-new", root: projectRoot, folder: project.folder)
    let suite = try SpecSuite(
      [project.folder], folders: ["\(projectRoot)/plugins"], root: projectRoot,
      limits: LuaLimits())
    #expect(suite.run { _ in } == SpecSuite.Tally(passed: 1, failed: 0, pending: 0))
    let check = try PluginCheck(
      made.files, folders: ["\(projectRoot)/plugins"], root: projectRoot)
    #expect(check.findings == [])
    let again = try #require(throws: ExperimentError.self) {
      try Skeleton(kind.rawValue, "brand-new", root: projectRoot, folder: project.folder)
    }
    #expect(again.isInput(holding: "is there already"))
  }

  @Test func namesThatWillNotDoAreRefused() throws {
    #expect(throws: ExperimentError.self) {
      try Skeleton("curriculum", "../up", root: projectRoot, folder: "/tmp")
    }
    let error = try #require(throws: ExperimentError.self) {
      try Skeleton("curiculum", "x", root: projectRoot, folder: "/tmp")
    }
    #expect(error.isInput(holding: "did you mean \"curriculum\"?"))
  }
}
