describe("www23", function()
  local world, protocol

  before_each(function()
    world, protocol = spec.world(), spec.plugin("protocol", "www23", { metrics = { "recall@20" } })
  end)

  it("asks for the split of its name", function() assert.equal("www23", protocol:call "split") end)

  it("measures both parts", function()
    local valid, test = protocol:call("measure", world:view(20))
    assert.is_number(valid["valid.recall@20"])
    assert.is_number(test["test.recall@20"])
  end)

  it("refuses metrics that need deeper lists", function()
    local deep = spec.plugin("protocol", "www23", { metrics = { "recall@50" } })
    assert.has_error(function() deep:call("measure", world:view(20)) end, "ranked to 20 items; name recall@50")
  end)

  it("finds a good teacher better than a bad one", function()
    local function recall(stage)
      world:imitate(1, stage)
      local _, test = protocol:call("measure", world:view(20))
      return test["test.recall@20"]
    end
    assert.is_true(recall(2) > recall(0))
  end)
end)
