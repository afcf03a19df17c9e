describe("constant", function()
  it("keeps its value", function()
    local schedule = spec.plugin("schedule", "constant", { value = 0.3 })
    for _, t in ipairs { 0, 0.5, 1 } do assert.equal(0.3, (schedule:call("value", t))) end
  end)
end)
