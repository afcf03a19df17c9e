local hc = require "hetcomp"

describe("hetcomp-overall-only", function()
  it("is less once positives and targets score above the rest, in whatever order", function()
    local world, objective = spec.world(), spec.plugin("objective", "hetcomp-overall-only")
    local before, run = objective:loss(world):item(), world.run
    local function marked(ids) return hc.full(2, table.unpack(ids:shape())):scatter(ids, run.items) end
    world:score(marked(run.data:positives()) + marked(run:targets()))
    assert.is_true(objective:loss(world):item() < before)
  end)
end)
