describe("step", function()
  it("goes down its stairs", function()
    local schedule = spec.plugin("schedule", "step", { from = 8, factor = 0.5, at = { 0.5, 0.9 } })
    for t, value in pairs { [0] = 8, [0.49] = 8, [0.5] = 4, [0.9] = 2, [1] = 2 } do
      assert.near(value, schedule:call("value", t))
    end
  end)
end)
