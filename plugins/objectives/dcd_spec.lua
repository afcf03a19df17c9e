local hc = require "hetcomp"

describe("dcd", function()
  local function taught(world)                         -- what it adds to the student's own loss
    local function loss(weight)
      return spec.plugin("objective", "dcd", { weight = weight }):loss(world):item()
    end
    return loss(1) - loss(0)
  end

  it("is less for a student that ranks as the teachers do", function()
    local world = spec.world { items = 200 }
    local before, run = taught(world), world.run
    local targets = run:targets()
    local places = hc.full(0.1, table.unpack(targets:shape())) * hc.range(#targets[1], 1, -1)
    world:score(places:scatter(targets, run.items))
    assert.is_true(taught(world) < before)
  end)
end)
