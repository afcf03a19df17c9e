describe("unlisted", function()
  it("draws neither training items nor targets", function()
    local world, sampler = spec.world { items = 120 }, spec.plugin("sampler", "unlisted")
    local drawn, seen = sampler:draw(world, 10), world.run.data:positives()
    local targets = world.run:targets()
    for user = 1, world.run.users do
      for i = 1, 10 do
        local item = drawn:at(user, i)
        assert.equal(0, targets[user]:eq(item):count() + seen[user]:eq(item):count())
      end
    end
  end)
end)
