describe("fixed", function()
  it("follows its timetable", function()
    local world = spec.world { stages = 4 }
    local curriculum = spec.plugin("curriculum", "fixed", { at = { 10, 20, 20 } })
    local seen = {}
    for _, epoch in ipairs { 5, 10, 15, 20, 30 } do
      world:epoch(epoch)
      curriculum:call("on_tick", world)
      seen[#seen + 1] = world.run.stages:mean()[2]
    end
    assert.same({ 0.0, 1.0, 1.0, 3.0, 3.0 }, seen)
  end)
end)
