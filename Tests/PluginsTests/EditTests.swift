import Distillation
import Experiments
import Foundation
import Plugins
import Tensors
import Testing

/// Plugins that are edited while a run goes on, and before it goes on.
@Suite struct EditTests {
  private static func objective(drawing item: Int) -> String {
    """
    local hc = require "hetcomp"
    return hc.objective {
      api = 1, name = "hot",
      samplers = {
        hot = hc.sampler {
          api = 1, name = "one", refresh = "once",
          weights = function(self, run)
            return hc.where(hc.range(1, run.items):eq(\(item)), hc.tensor(1), hc.tensor(0))
          end,
        },
      },
      loss = function(self, batch, run)
        return run.student:scores(batch.users, batch:sample("hot", 1)):max()
      end,
    }
    """
  }

  private static func consensus(_ word: String) -> String {
    """
    return require "hetcomp".consensus {
      api = 1, name = "flat", importance = function(self, rank) return rank * 0 + \(word) end,
    }
    """
  }

  @Test func anEditReachesSamplersWithinAndWhatWasAskedOnce() throws {
    let config = try Project.config("distill = { objective = \"hot\", consensus = \"flat\" },")
    try config.write("objectives/hot.lua", Self.objective(drawing: 3))
    try config.write("consensus/flat.lua", Self.consensus("1"))
    let loaded = try config.load()
    guard case .distil(let found) = loaded.specification.distillation.objective,
      let objective = found as? PluginObjective
    else { throw ExperimentError.failed("there is no objective") }
    let (world, rule) = (try Rehearsal(), loaded.specification.distillation.consensus)
    let (users, items) = (world.run.users, world.run.items)
    try world.score(
      Tensor(shape: [users, items]) { span in
        for i in span.indices { span[i] = Float(i % items + 1) }
      })
    try objective.setup(view: world.run)
    func loss() throws -> Float {
      let batch = try world.showTargets().batch((0..<Int32(users)).map { $0 })
      return try objective.loss(batch, student: world.student, phase: .overall).scalar
    }
    #expect(try loss() == 3)

    let (watch, numbers) = (PluginWatch(loaded.library), try rule.numbers())
    try config.write("objectives/hot.lua", Self.objective(drawing: 41))
    try config.write("consensus/flat.lua", Self.consensus("2.5"))
    _ = try watch.call(.epochEnd, world.run)
    #expect(try loss() == 41 && rule.numbers() != numbers)
    try config.write("objectives/hot.lua", Self.objective(drawing: 5))
    _ = try watch.call(.epochEnd, world.run)
    #expect(try loss() == 5)
  }

  @Test func anEditOfARequiredFileIsToldAndKeptForResuming() throws {
    let config = try Project.config("distill = { curriculum = \"led\" },")
    try config.write(
      "curricula/led.lua",
      """
      local parts = require "parts"
      return require "hetcomp".curriculum { api = 1, name = "led", on_tick = function(self, run)
        require("late").tick()
        return parts.tick()
      end }
      """)
    try config.write("parts.lua", "return { tick = function() end }")
    try config.write("late.lua", "return { tick = function() end }")
    let loaded = try config.load()
    let names = loaded.sources.map(\.name)
    #expect(names.contains("parts.lua") && names.contains("late.lua"), "\(names)")
    let (world, watch) = (try Rehearsal(), PluginWatch(loaded.library))
    try config.write("parts.lua", "return { tick = function() return nil end }")
    #expect(try watch.call(.epochEnd, world.run) == nil)
    #expect(world.lines.contains { $0.contains("parts.lua was edited, but the old one stays") })
  }
}
