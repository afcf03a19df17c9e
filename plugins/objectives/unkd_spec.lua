local hc = require "hetcomp"

describe("unkd", function()
  it("adds the order of pairs to the student's own loss", function()
    local world = spec.world()
    local with = spec.plugin("objective", "unkd", { pairs = 4 }):loss(world):item()
    local without = spec.plugin("objective", "unkd", { pairs = 4, weight = 0 }):loss(world):item()
    assert.is_true(with > without)
  end)

  it("is a sum over the users", function()
    local world = spec.world { users = 40 }
    local with = spec.plugin("objective", "unkd", { pairs = 4 })
    local without = spec.plugin("objective", "unkd", { pairs = 4, weight = 0 })
    local function cost(users) return (with:loss(world, users) - without:loss(world, users)):item() end
    local halves = { hc.range(1, 20), hc.range(21, 40) }
    for i, half in ipairs(halves) do halves[i] = cost(hc.index(half:totable())) end
    assert.near(cost(hc.ids(40)), halves[1] + halves[2], 1e-3)
  end)
end)
