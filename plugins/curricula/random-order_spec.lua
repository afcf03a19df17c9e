describe("random-order", function()
  local function stages(share)
    local world = spec.world { users = 200, stages = 2 }
    world:epoch(10)
    spec.plugin("curriculum", "random-order", { share = share }):call("on_tick", world)
    return world.run.stages
  end

  it("advances about its share", function() assert.near(0.3, stages(0.3):done(), 0.1) end)

  it("advances all or none at the ends", function()
    assert.equal(0.0, stages(0):done())
    assert.equal(1.0, stages(1):done())
  end)

  it("draws the same lots from the same seed", function()
    assert.same(stages(0.5):tensor(), stages(0.5):tensor())
  end)
end)
