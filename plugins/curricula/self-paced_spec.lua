describe("self-paced", function()
  local world, curriculum

  before_each(function()
    world = spec.world { users = 40 }
    curriculum = spec.plugin("curriculum", "self-paced", { quantile = 0.25, growth = 2 })
    world:epoch(10)
    curriculum:call("on_tick", world)
  end)

  it("lets its share of easy pairs advance", function()
    for _, mean in ipairs(world.run.stages:mean()) do assert.near(0.25, mean, 1e-6) end
  end)

  it("chooses those with the smallest gap", function()
    local before = spec.world { users = 40 }
    local gap = before.run.student:gap(before.run.stages, 50)
    local ahead = world.run.stages:tensor():gt(0):tensor()
    assert.is_true((gap * ahead):sum():item() / ahead:sum():item() <= gap:mean():item())
  end)

  it("reaches everybody as the share grows", function()
    for tick = 2, 6 do
      world:epoch(10 * tick)
      curriculum:call("on_tick", world)
    end
    assert.equal(1.0, world.run.stages:done())
  end)
end)
