describe("teacher-guided", function()
  it("draws among the teacher's best items, repeating some", function()
    local world = spec.world()
    local sampler = spec.plugin("sampler", "teacher-guided", { pool = 10 })
    local drawn, best, repeats = sampler:draw(world, 12), world.run.teachers[1]:lists(10), 0
    for user = 1, world.run.users do
      for i = 1, 12 do assert.equal(1, best[user]:eq(drawn:at(user, i)):count()) end
      repeats = repeats + 12 - #drawn[user]:distinct()
    end
    assert.is_true(repeats > 0)
  end)

  it("falls by e over a share of the pool, however much of it was recorded", function()
    local world = spec.world()
    local list, weights = spec.plugin("sampler", "teacher-guided"):call("weights", world)
    assert.equal(world.run.teachers[1].depth, list:shape()[2])
    assert.near(math.exp(-1 / (0.1 * world.run.items)), weights:at(2) / weights:at(1))
  end)
end)
