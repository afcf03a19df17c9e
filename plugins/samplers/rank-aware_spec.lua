describe("rank-aware", function()
  it("draws targets in the teachers' order, the first ones most often", function()
    local world, sampler = spec.world(), spec.plugin("sampler", "rank-aware", { temperature = 3 })
    local drawn, early = sampler:draw(world, 5), 0
    local targets = world.run:targets()
    for user = 1, world.run.users do
      local last = 0
      for i = 1, 5 do
        local place = targets[user]:eq(drawn:at(user, i)):tensor():argmax(1):at()
        assert.is_true(place > last)
        last = place
      end
      if drawn:at(user, 1) == targets:at(user, 1) then early = early + 1 end
    end
    assert.is_true(early > world.run.users / 2)
  end)
end)
