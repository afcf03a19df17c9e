describe("piecewise", function()
  it("goes from point to point", function()
    local schedule = spec.plugin("schedule", "piecewise", { at = { 0.2, 0.6, 0.8 }, values = { 1, 3, 0 } })
    for t, value in pairs { [0] = 1, [0.2] = 1, [0.4] = 2, [0.6] = 3, [0.7] = 1.5, [1] = 0 } do
      assert.near(value, schedule:call("value", t), 1e-9)
    end
  end)

  it("refuses points without a value", function()
    local schedule = spec.plugin("schedule", "piecewise", { at = { 0, 1 }, values = { 1 } })
    assert.has_error(function() schedule:call("setup", spec.world()) end, "each point needs both")
  end)
end)
