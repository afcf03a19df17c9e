local hc = require "hetcomp"

describe("uniform", function()
  it("draws unobserved items without repeating one", function()
    local world, sampler = spec.world(), spec.plugin("sampler", "uniform")
    local drawn, seen = sampler:draw(world, 8), world.run.data:positives()
    for user = 1, world.run.users do
      local mine = drawn[user]:distinct()
      assert.equal(8, #mine)
      for i = 1, #mine do assert.equal(0, seen[user]:eq(mine[i]):count()) end
    end
  end)

  it("draws the same again in the same epoch, other items in the next", function()
    local world, sampler = spec.world(), spec.plugin("sampler", "uniform")
    local first = sampler:draw(world, 8)
    assert.same(first:totable(), sampler:draw(world, 8):totable())
    world:epoch(1)
    assert.are_not.same(first:totable(), sampler:draw(world, 8):totable())
  end)
end)

describe("refresh", function()
  it("may be longer than any run", function()
    local asked = 0
    local sampler = spec.plugin(hc.sampler {
      api = 1, name = "lasting", refresh = math.maxinteger,
      weights = function(self, run)
        asked = asked + 1
        return hc.full(1, run.items)
      end,
    })
    local world = spec.world()
    for epoch = 1, 3 do
      world:epoch(epoch)
      sampler:draw(world, 8)
    end
    assert.equal(1, asked)
  end)
end)
