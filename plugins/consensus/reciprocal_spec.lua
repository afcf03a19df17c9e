local hc = require "hetcomp"

describe("reciprocal", function()
  it("is one over rank and offset", function()
    local rule = spec.plugin("consensus", "reciprocal", { offset = 1, cutoff = 3 })
    local importance = rule:call("importance", hc.tensor { { 0, 1, 2, 3 } })
    assert.near(hc.tensor { { 1 / 2, 1 / 3, 1 / 4, 0 } }, importance)
  end)
end)
