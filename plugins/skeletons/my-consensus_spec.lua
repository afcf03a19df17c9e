local hc = require "hetcomp"

describe("my-consensus", function()
  it("falls in a straight line to nothing", function()
    local rule = spec.plugin("consensus", "my-consensus", { cutoff = 4 })
    local importance = rule:call("importance", hc.tensor { { 0, 1, 2, 4, 9 } }, nil)
    assert.near(hc.tensor { { 1, 0.75, 0.5, 0, 0 } }, importance)
  end)
end)
