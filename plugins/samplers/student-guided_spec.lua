describe("student-guided", function()
  it("draws among the student's best items, repeating some", function()
    local world = spec.world()
    local sampler = spec.plugin("sampler", "student-guided", { pool = 10 })
    local drawn, best, repeats = sampler:draw(world, 12), world.run.student:top(10), 0
    for user = 1, world.run.users do
      for i = 1, 12 do assert.equal(1, best[user]:eq(drawn:at(user, i)):count()) end
      repeats = repeats + 12 - #drawn[user]:distinct()
    end
    assert.is_true(repeats > 0)
  end)
end)
