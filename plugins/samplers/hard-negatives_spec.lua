describe("hard-negatives", function()
  it("draws among the student's own best items", function()
    local world = spec.world()
    local sampler = spec.plugin("sampler", "hard-negatives", { pool = 6 })
    world:imitate(1, 2)
    local drawn, best = sampler:draw(world, 4), world.run.student:top(6)
    for user = 1, world.run.users do
      for i = 1, 4 do assert.equal(1, best[user]:eq(drawn:at(user, i)):count()) end
    end
  end)
end)
