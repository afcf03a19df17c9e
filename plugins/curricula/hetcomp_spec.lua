describe("hetcomp's curriculum", function()
  local world, curriculum

  before_each(function()
    world = spec.world()
    curriculum = spec.plugin("curriculum", "hetcomp", { every = 10 })
    world:epoch(10)
    curriculum:call("on_tick", world)
  end)

  it("only measures at the first tick", function()
    assert.same({ 0, 0 }, world.run.stages:mean())
    assert.shape({ 2, world.run.users }, curriculum.state.gap)
  end)

  it("moves a teacher on once the student has caught up with it", function()
    world:imitate(1, 1)
    world:epoch(20)
    curriculum:call("on_tick", world)
    assert.near(1, world.run.stages:mean()[1], 0.2)
  end)

  it("waits where nothing has changed", function()
    local patient = spec.plugin("curriculum", "hetcomp", { regress = false, decay = 1 })
    patient:call("on_tick", world)
    world:epoch(20)
    patient:call("on_tick", world)
    assert.same({ 0, 0 }, world.run.stages:mean())
  end)

  it("ends at the last stage", function()
    for tick = 2, 12 do
      world:epoch(10 * tick)
      world:imitate(1 + tick % 2, 2)
      curriculum:call("on_tick", world)
    end
    assert.equal(1, world.run.stages:done())
  end)

  it("goes on after an interruption as if there had been none", function()
    local other = spec.world()
    other:epoch(10)
    local twin = spec.plugin("curriculum", "hetcomp")
    twin:call("on_tick", other)
    twin:resume()
    for _, pair in ipairs { { world, curriculum }, { other, twin } } do
      pair[1]:imitate(2, 1)
      pair[1]:epoch(20)
      pair[2]:call("on_tick", pair[1])
    end
    assert.same(world.run.stages:tensor(), other.run.stages:tensor())
  end)
end)
