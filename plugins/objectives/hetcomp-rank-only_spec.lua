local hc = require "hetcomp"

describe("hetcomp-rank-only", function()
  it("is less for targets in the teachers' order than for the opposite order", function()
    local world, objective = spec.world(), spec.plugin("objective", "hetcomp-rank-only")
    objective:loss(world)
    local run = world.run
    local targets, seen = run:targets(), run.data:positives()
    local width = targets:shape()[2]
    local places = hc.full(0.1, run.users, width) * hc.range(width, 1, -1)
    local observed = hc.full(6, table.unpack(seen:shape())):scatter(seen, run.items)
    world:score(observed + places:scatter(targets, run.items))
    local right = objective:loss(world):item()
    world:score(observed + places:flip(2):scatter(targets, run.items))
    assert.is_true(right < objective:loss(world):item())
  end)
end)
