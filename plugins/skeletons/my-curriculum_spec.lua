describe("my-curriculum", function()
  it("reaches the last stage", function()
    local world = spec.world { teachers = 2, stages = 3 } -- a tiny run that stands still
    local curriculum = spec.plugin("curriculum", "my-curriculum")
    for tick = 1, 2 do
      world:epoch(10 * tick)
      curriculum:call("on_tick", world)
    end
    assert.equal(1, world.run.stages:done())
  end)
end)
