describe("early-stop", function()
  local world, callback

  local function evaluate(value)
    world:measured { ["valid.recall@50"] = value }
    return callback:call("on_evaluate", world)
  end

  before_each(function()
    world, callback = spec.world(), spec.plugin("callback", "early-stop", { patience = 2 })
  end)

  it("stops when nothing becomes better", function()
    assert.is_nil(evaluate(0.5))
    assert.is_nil(evaluate(0.4))
    assert.equal("stop", evaluate(0.5))
  end)

  it("waits anew after a better one", function()
    for _, value in ipairs { 0.5, 0.4, 0.6, 0.5 } do assert.is_nil(evaluate(value)) end
  end)

  it("names a metric that is not measured", function()
    world:measured { ["test.recall@50"] = 1 }
    assert.has_error(function() callback:call("on_evaluate", world) end, "valid.recall@50")
  end)
end)
