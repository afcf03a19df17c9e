local hc = require "hetcomp"

describe("weighted", function()
  local rule = spec.plugin("consensus", "weighted", { teachers = { "a", "b" }, weights = { 2, 0.5 } })

  it("knows the weights of the teachers it names", function()
    assert.equal(2, (rule:call("weight", "a")))
    assert.equal(0.5, (rule:call("weight", "b")))
    assert.equal(1, (rule:call("weight", "c")))
  end)

  it("refuses teachers that are not there, and weights that are missing", function()
    local function setting_up(teachers, weights)
      local given = spec.plugin("consensus", "weighted", { teachers = teachers, weights = weights })
      return function() given:call("setup", spec.world()) end
    end
    assert.has_no.errors(setting_up({ "first", "second" }, { 2, 0.5 }))
    assert.has_error(setting_up({ "frist" }, { 2 }), "no teacher frist")
    assert.has_error(setting_up({ "first", "second" }, { 2 }), "one number for each")
  end)

  it("is rank alone otherwise", function()
    assert.near(hc.tensor { { 1, math.exp(-0.1) } }, rule:call("importance", hc.tensor { { 0, 1 } }))
  end)
end)
