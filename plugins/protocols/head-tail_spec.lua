describe("head-tail", function()
  local world = spec.world()

  local function measure(share)
    local protocol = spec.plugin("protocol", "head-tail", { metrics = { "recall@10" }, share = share })
    local all = {}
    for _, part in ipairs { protocol:call("measure", world:view(10)) } do
      for name, value in pairs(part) do all[name] = value end
    end
    return all
  end

  it("measures everything, the head and the tail", function()
    local found = measure(0.5)
    for _, name in ipairs { "test.recall@10", "test.recall@10.head", "test.recall@10.tail" } do
      assert.is_number(found[name])
    end
  end)

  it("is all head when the head holds everything", function()
    local found = measure(1)
    assert.equal(found["test.recall@10"], found["test.recall@10.head"])
    assert.equal(0.0, found["test.recall@10.tail"])
  end)
end)
