local hc = require "hetcomp"

describe("rank", function()
  it("falls by a factor e over `temperature` ranks", function()
    local rule = spec.plugin("consensus", "rank", { temperature = 10 })
    local importance = rule:call("importance", hc.tensor { { 0, 10, 20 } })
    assert.near(hc.tensor { { 1, math.exp(-1), math.exp(-2) } }, importance)
  end)

  it("counts nothing from the cutoff on", function()
    local rule = spec.plugin("consensus", "rank", { cutoff = 5 })
    assert.equal(0, rule:call("importance", hc.tensor { { 4, 5 } }):at(1, 2))
  end)
end)
