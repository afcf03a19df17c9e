local hc = require "hetcomp"

describe("rank-consistency", function()
  local rank, deviation = hc.tensor { { 0, 10, 100 } }, hc.tensor { { 0, 100, 0 } }

  it("adds what steadiness is worth", function()
    local rule = spec.plugin("consensus", "rank-consistency")
    local wanted = hc.tensor { { 2, 2 * math.exp(-1), 0 } }
    assert.near(wanted, rule:call("importance", rank, deviation))
  end)

  it("is rank alone without deviations", function()
    local rule = spec.plugin("consensus", "rank-consistency")
    assert.near(hc.tensor { { 1, math.exp(-1), 0 } }, rule:call("importance", rank, nil))
  end)
end)
