local hc = require "hetcomp"

describe("dcd", function()
  it("is less for a student in the teachers' order than in the opposite one", function()
    local world, losses = spec.world { items = 200 }, {}
    local objective = spec.plugin("objective", "dcd", { weight = 1, drawn = 10 })
    objective:loss(world)
    local run = world.run
    local targets = run:targets()
    local places = hc.full(0.1, table.unpack(targets:shape())) * hc.range(#targets[1], 1, -1)
    for epoch, scores in ipairs { places, places:flip(2) } do
      world:epoch(epoch)                               -- the student is ranked anew
      world:score(scores:scatter(targets, run.items))
      losses[epoch] = objective:loss(world):item()
    end
    assert.is_true(losses[1] < losses[2])
  end)
end)
