describe("popularity", function()
  local function mean_popularity(exponent)
    local world = spec.world()
    local sampler = spec.plugin("sampler", "popularity", { exponent = exponent })
    return world.run.data:popularity():gather(sampler:draw(world, 8)):mean():item()
  end

  it("draws popular items more often, the more the greater the exponent", function()
    assert.is_true(mean_popularity(2) > mean_popularity(0))
    assert.is_true(mean_popularity(0) > mean_popularity(-2))
  end)
end)
