local hc = require "hetcomp"

describe("weighted", function()
  local rule = spec.plugin("consensus", "weighted", { teachers = { "a", "b" }, weights = { 2, 0.5 } })

  it("knows the weights of the teachers it names", function()
    assert.equal(2, (rule:call("weight", "a")))
    assert.equal(0.5, (rule:call("weight", "b")))
    assert.equal(1, (rule:call("weight", "c")))
  end)

  it("is rank alone otherwise", function()
    assert.near(hc.tensor { { 1, math.exp(-0.1) } }, rule:call("importance", hc.tensor { { 0, 1 } }))
  end)
end)
